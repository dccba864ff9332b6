import { loadSpec } from "@countersign/spec/load";
import { HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { samples, samplesOverlay } from "../../src/samples/samples.ts";

const PATHS = `paths:
  /users/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, example: u-1 }
    post:
      operationId: updateUser
      security: [{ key: [], signature: [] }]
      parameters:
        - { name: expand, in: query, style: deepObject, explode: true, schema: { type: object }, example: { of: "a b" } }
      requestBody:
        required: true
        content:
          application/json:
            example: { name: "O'Neill \${x} \`y\`", tags: [a, b] }
      responses:
        "200":
          description: The user.
          content: { application/json: { example: { id: u-1 } } }
  /users:
    get:
      operationId: listUsers
      security: []
      responses:
        "200":
          description: The users.
          content: { application/json: { example: [] } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, x-countersign-credential: apiKey }
    signature:
      type: apiKey
      in: header
      name: X-Signature
      x-countersign-hmac:
        credential: secretKey
        algorithm: SHA-256
        message: ["{timestamp}", "{method}", "{path}", "{bodyHash}"]
        separator: "."
        bodyHash: { algorithm: SHA-256, encoding: hex, whenEmpty: omit }
        encoding: hex
        timestamp: { header: X-Time, unit: s }
`;

const options = { packageName: "@acme/client" };

async function samplesOf(operationId: string, spec = HEAD + PATHS): Promise<string[]> {
  const all = await samples(await specFolder(spec), options);
  return (
    all.find((each) => each.operationId === operationId)?.samples.map(({ source }) => source) ?? []
  );
}

test("returns samples in TypeScript, with and without the facade, and with curl", async () => {
  const [first] = await samples(await specFolder(HEAD + PATHS), options);
  expect(first?.samples.map(({ lang, label }) => [lang, label])).toEqual([
    ["TypeScript", "countersign"],
    ["TypeScript", "@acme/client"],
    ["Shell", "curl"],
  ]);
});

test("returns a complete program with the facade", async () => {
  const [facade] = await samplesOf("updateUser");
  expect(facade).toBe(`import { createAcmeClient } from "countersign/acme";

const acme = createAcmeClient({
  apiKey: process.env.ACME_API_KEY ?? "",
  secretKey: process.env.ACME_SECRET_KEY ?? "",
});

const result = await acme.updateUser({
  params: { path: { id: "u-1" }, query: { expand: { of: "a b" } } },
  body: { name: "O'Neill \${x} \`y\`", tags: ["a", "b"] },
});
console.log(result);
`);
});

test("returns a program without the facade that computes the signature", async () => {
  const [, plain] = await samplesOf("updateUser");
  expect(plain).toBe(`import { createHash, createHmac } from "node:crypto";
import { createClient } from "@acme/client";

const client = createClient({
  headers: { "X-Key": process.env.ACME_API_KEY },
  fetch: sign,
});

const { data, error, response } = await client.POST("/users/{id}", {
  params: { path: { id: "u-1" }, query: { expand: { of: "a b" } } },
  body: { name: "O'Neill \${x} \`y\`", tags: ["a", "b"] },
});
console.log(response.status, data ?? error);

// Signs the final request: nothing may change it afterwards.
async function sign(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const timestamp = String(Math.floor(Date.now() / 1000));
  request.headers.set("X-Time", timestamp);
  const bodyHash =
    body.length === 0 ? "" : createHash("sha256").update(body).digest("hex");
  const signature = createHmac("sha256", process.env.ACME_SECRET_KEY ?? "")
    .update(\`\${timestamp}.\${request.method}.\${pathname}.\${bodyHash}\`)
    .digest("hex");
  request.headers.set("X-Signature", signature);
  return fetch(request);
}
`);
});

test("computes the signature for curl with openssl", async () => {
  const [, , curl] = await samplesOf("updateUser");
  expect(curl).toBe(`body='{"name":"O'\\''Neill \${x} \`y\`","tags":["a","b"]}'
timestamp=$(date +%s)
body_hash=$(printf %s "$body" |
  openssl dgst -sha256 -hex | sed 's/^.* //')
signature=$(printf %s "$timestamp.POST./users/u-1.$body_hash" |
  openssl dgst -sha256 -hmac "$ACME_SECRET_KEY" -hex | sed 's/^.* //')

curl --request POST --globoff \\
  'https://api.acme.test/users/u-1?expand[of]=a%20b' \\
  --header 'Content-Type: application/json' \\
  --header "X-Key: $ACME_API_KEY" \\
  --header "X-Time: $timestamp" \\
  --header "X-Signature: $signature" \\
  --data "$body"
`);
});

test.for([
  ["hexUpper", '.digest("hex").toUpperCase()', "-hex | sed 's/^.* //' | tr 'a-f' 'A-F'"],
  ["base64", '.digest("base64")', "-binary | openssl base64 -A"],
  [
    "base64Unpadded",
    '.digest("base64").replace(/=+$/, "")',
    "-binary | openssl base64 -A | tr -d '='",
  ],
])("encodes a signature as %s", async ([encoding, call, command]) => {
  const spec = HEAD + PATHS.replaceAll("encoding: hex", `encoding: ${encoding}`);
  const [, plain, curl] = await samplesOf("updateUser", spec);
  expect(plain).toContain(`    ${call};\n  request.headers.set("X-Signature", signature);`);
  expect(plain).toContain(`createHash("sha256").update(body)${call}`);
  expect(curl).toContain(`-hmac "$ACME_SECRET_KEY" ${command})`);
  expect(curl).toContain(`-sha256 ${command})`);
});

test("omits credentials and input that a call does not need", async () => {
  const open = HEAD + PATHS.slice(0, PATHS.indexOf("components:"));
  const spec = open.replace("security: [{ key: [], signature: [] }]", "security: []");
  expect(await samplesOf("listUsers", spec)).toEqual([
    `import { createAcmeClient } from "countersign/acme";

const acme = createAcmeClient({});

const result = await acme.listUsers();
console.log(result);
`,
    `import { createClient } from "@acme/client";

const client = createClient();

const { data, error, response } = await client.GET("/users");
console.log(response.status, data ?? error);
`,
    "curl --request GET https://api.acme.test/users\n",
  ]);
});

test("sends the constant query of a path once", async () => {
  const spec = `${HEAD}paths:
  /jobs?kind=daily:
    get:
      operationId: listJobs
      parameters:
        - { name: ids, in: query, explode: false, schema: { type: array }, example: [1, 2] }
      responses: { "200": { description: Jobs. } }
`;
  const [facade, plain, curl] = await samplesOf("listJobs", spec);
  expect(facade).toContain("listJobs({\n  params: { query: { ids: [1, 2] } },\n})");
  expect(plain).toContain('client.GET("/jobs?kind=daily", {');
  expect(plain).toContain('querySerializer: () => "ids=1,2"');
  expect(curl).toBe("curl --request GET 'https://api.acme.test/jobs?kind=daily&ids=1,2'\n");
});

describe("chooses a server other than production", () => {
  const servers = `servers:
  - { url: https://api.acme.test, x-countersign-environment: production }
  - { url: https://sandbox.acme.test, x-countersign-environment: sandbox }
`;
  const two = (HEAD + PATHS).replace(/servers:\n.*\n/, servers);

  test("from the document", async () => {
    const [facade, plain, curl] = await samplesOf("listUsers", two);
    expect(facade).toContain('environment: "sandbox"');
    expect(plain).toContain('createClient({ environment: "sandbox" })');
    expect(curl).toContain("https://sandbox.acme.test/users");
  });

  test("from the operation, by URL if the client does not have its environment", async () => {
    const own = `operationId: listUsers
      servers:
        - { url: https://app.acme.test, x-countersign-environment: production }
        - { url: https://staging.acme.test, x-countersign-environment: staging }`;
    const [facade, plain, curl] = await samplesOf(
      "listUsers",
      two.replace("operationId: listUsers", own),
    );
    expect(facade).toContain('baseUrl: "https://staging.acme.test"');
    expect(plain).toContain('createClient({ baseUrl: "https://staging.acme.test" })');
    expect(curl).toContain("https://staging.acme.test/users");
  });

  test("with a value for each option that its URL needs", async () => {
    const regional = two.replace(
      "{ url: https://sandbox.acme.test,",
      '{ url: "https://{region}.acme.test/{version}", variables: { region: { default: eu, enum: [us, eu] }, version: { default: v1 } },',
    );
    const [facade, plain, curl] = await samplesOf("listUsers", regional);
    expect(facade).toContain('createAcmeClient({ environment: "sandbox", region: "eu" })');
    expect(plain).toContain('createClient({ environment: "sandbox", region: "eu" })');
    expect(curl).toContain("https://eu.acme.test/v1/users");
  });

  test("of the operation, with the options of the client's own server too", async () => {
    const own = `operationId: listUsers
      servers:
        - url: https://files.{zone}.acme.test
          x-countersign-environment: sandbox
          variables: { zone: { default: a, enum: [a, b] } }`;
    const regional = two
      .replace(
        "{ url: https://sandbox.acme.test,",
        '{ url: "https://{region}.acme.test", variables: { region: { default: eu, enum: [us, eu] } },',
      )
      .replace("operationId: listUsers", own);
    const [facade, plain, curl] = await samplesOf("listUsers", regional);
    expect(facade).toContain('  environment: "sandbox",\n  region: "eu",\n  zone: "a",\n});');
    expect(plain).toContain('createClient({ baseUrl: "https://files.a.acme.test" })');
    expect(curl).toContain("https://files.a.acme.test/users");
  });

  test("from a variable if the document declares none", async () => {
    const none = (HEAD + PATHS).replace(/servers:\n.*\n/, "");
    const [facade, plain, curl] = await samplesOf("listUsers", none);
    for (const program of [facade, plain]) {
      expect(program).toContain('baseUrl: process.env.ACME_BASE_URL ?? ""');
    }
    expect(curl).toBe('curl --request GET "$ACME_BASE_URL/users"\n');
  });
});

test("passes a part of the path that is not declared, and no header that OpenAPI ignores", async () => {
  const spec = `${HEAD}paths:
  /apps/{app_id}:
    parameters: [{ name: Accept, in: header, required: true, schema: { type: string }, example: text/plain }]
    get: { operationId: getApp, security: [], responses: { "204": { description: Done. } } }
`;
  const [facade, plain, curl] = await samplesOf("getApp", spec);
  expect(facade).toContain('params: { path: { app_id: "app_id" } },');
  expect(plain).toContain('params: { path: { app_id: "app_id" } },');
  expect(curl).toMatch(/^curl --request GET "?https:\/\/api\.acme\.test\/apps\/app_id"?\n$/);
});

describe("sends the properties of a form in their encodings", () => {
  const withForm = (mediaType: string, encoding: string) => `${HEAD}paths:
  /forms:
    post:
      operationId: sendForm
      security: []
      requestBody:
        required: true
        content:
          ${mediaType}:
            schema: { type: object, properties: { file: { type: string, format: binary }, labels: { type: array }, page: { type: object } } }
            encoding: { ${encoding} }
            example: { labels: [a, '"b'], page: { limit: 2 } }
      responses: { "204": { description: Done. } }
`;

  test("in a multipart form", async () => {
    const encoding = "labels: { contentType: application/json }, page: { style: deepObject }";
    const [, plain, curl] = await samplesOf("sendForm", withForm("multipart/form-data", encoding));
    expect(curl).toContain(`--form 'labels="[\\"a\\",\\"\\\\\\"b\\"]";type=application/json'`);
    expect(curl).toContain("--form-string 'page[limit]=2'");
    expect(plain).toContain(`() => {
    const form = new FormData();
    form.append("labels", new Blob(["[\\"a\\",\\"\\\\\\"b\\"]"], { type: "application/json" }));
    form.append("page[limit]", "2");
    return form;
  }`);
  });

  test("in a multipart form without encodings", async () => {
    const [, plain, curl] = await samplesOf("sendForm", withForm("multipart/form-data", ""));
    expect(curl).toContain(`--form-string 'labels=a'`);
    expect(curl).toContain(`--form 'page="{\\"limit\\":2}";type=application/json'`);
    expect(plain).toContain("for (const [name, value] of Object.entries(body)) {");
  });

  test("in a URL-encoded form", async () => {
    const encoding = "labels: { explode: false }, page: { style: deepObject }";
    const form = withForm("application/x-www-form-urlencoded", encoding);
    const [, plain, curl] = await samplesOf("sendForm", form);
    const text = "labels=a%2C%22b&page%5Blimit%5D=2";
    expect(curl).toContain(`--data '${text}'`);
    expect(plain).toContain(`bodySerializer: () => "${text}"`);
  });
});

describe("explains what curl cannot do", () => {
  const form = `requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { a: { type: string } } }
            example: { a: x }
      responses`;

  test("sign a form, because curl chooses its boundary", async () => {
    const spec = (HEAD + PATHS).replace(/requestBody:[\s\S]*?responses/, form);
    const [, , curl] = await samplesOf("updateUser", spec);
    expect(curl).toBe(
      "# curl cannot make this call: curl chooses the boundary of a form, and the signature covers the body.\n# Use one of the other samples.\n",
    );
  });

  test("sign a URL that only a variable contains", async () => {
    const none = (HEAD + PATHS).replace(/servers:\n.*\n/, "");
    const [, , curl] = await samplesOf("updateUser", none);
    expect(curl).toContain("the signature covers the URL, but the document declares no server");
  });
});

describe("for missing examples, samples", () => {
  const bare = (HEAD + PATHS)
    .replace(", example: u-1", "")
    .replace(
      /\n +example: \{ name.*/,
      "\n            schema: { $ref: '#/components/schemas/User' }",
    )
    .replace(
      "components:",
      `components:
  schemas:
    User:
      type: object
      required: [email, since]
      properties:
        email: { type: string, format: email }
        since: { type: string, format: date }
        note: { type: string }`,
    );

  test("contain made-up values that the schema allows", async () => {
    const [facade] = await samplesOf("updateUser", bare);
    expect(facade).toContain('path: { id: "string" }');
    expect(facade).toContain('body: { email: "user@example.com", since: "2019-08-24" }');
  });

  test("are refused if the body is not described either", async () => {
    const error = await specErrorOf(
      samplesOf("updateUser", (HEAD + PATHS).replace(/\n +example: \{ name.*/, " {}")),
    );
    expect(error.message).toBe("The operation updateUser does not describe its body.");
    expect(error.location).toMatchObject({ line: 17 });
  });

  test("are refused if a required parameter is not described either", async () => {
    const spec = (HEAD + PATHS).replace("schema: { type: string }, example: u-1", "schema: {}");
    const error = await specErrorOf(samplesOf("updateUser", spec));
    expect(error.message).toBe("The required parameter id has no example.");
    expect(error.location).toMatchObject({ line: 10 });
  });
});

test("returns an overlay that adds samples to every operation, whatever its path", async () => {
  const odd = "/it's [odd]/~x/{id}";
  const spec = (HEAD + PATHS).replace("/users/{id}:", `"${odd.replaceAll(" ", "%20")}":`);
  const folder = await specFolder(spec);
  const all = await samples(folder, options);
  const overlay = JSON.stringify(samplesOverlay(all));

  const withSamples = await specFolder({ "openapi.yaml": spec, "overlay.yaml": overlay });
  const { document } = await loadSpec(withSamples);

  const paths = Object.values(Object(document).paths as Record<string, Record<string, object>>);
  const shown = paths.flatMap(({ get, post }) => [get, post]).filter((each) => each !== undefined);
  expect(shown.map((each) => Reflect.get(each, "x-codeSamples"))).toEqual(
    [...all].sort((a, b) => (a.operationId > b.operationId ? -1 : 1)).map((each) => each.samples),
  );
});

test("reads the events of a stream", async () => {
  const spec = `${HEAD}paths:
  /events:
    get:
      operationId: watchEvents
      security: []
      responses:
        "200":
          description: Events.
          content: { text/event-stream: { schema: { type: object } } }
`;
  expect(await samplesOf("watchEvents", spec)).toEqual([
    `import { createAcmeClient } from "countersign/acme";

const acme = createAcmeClient({});

const events = await acme.watchEvents();
for await (const event of events) {
  console.log(event);
}
`,
    `import { createClient } from "@acme/client";

const client = createClient();

const { data, response } = await client.GET("/events", { parseAs: "stream" });
if (!data) throw new Error(String(response.status));
const decoder = new TextDecoder();
const reader = data.getReader();
for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
  console.log(decoder.decode(chunk.value, { stream: true }));
}
`,
    `curl --request GET https://api.acme.test/events \\
  --no-buffer
`,
  ]);
});
