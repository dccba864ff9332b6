import { loadSpec } from "@countersign/spec/load";
import { toModel } from "@countersign/spec/model";
import { specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { emitReadme, readmeMarkers, readmeUsageMarkers } from "../../src/emit/emit-readme.ts";
import { readmeUsage } from "../../src/emit/readme-usage.ts";

const API = "servers: [{ url: https://api.acme.example }]";
const KEY =
  "token: { type: apiKey, in: header, name: X-Token, x-countersign-credential: appToken }";
const SIGNATURE = `signature:
      type: apiKey
      in: header
      name: X-Signature
      x-countersign-hmac:
        credential: secretKey
        algorithm: SHA-256
        message: ["{path}", "{body}"]
        encoding: hex`;

const PATHS = `paths:
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getUser, responses: { "200": { description: Ok. } } }
`;

const OWN = { name: "acme", isPrivate: false };

async function modelOf(parts: string, paths = PATHS) {
  const head = 'openapi: 3.1.0\ninfo: { title: Acme API, version: "2" }\n';
  return toModel(await loadSpec(await specFolder(`${head}${parts}\n${paths}`)));
}

function secured(...schemes: readonly string[]): string {
  const names = schemes.map((scheme) => `${scheme.split(":")[0]}: []`).join(", ");
  return `security: [{ ${names} }]\ncomponents:\n  securitySchemes:\n    ${schemes.join("\n    ")}\n`;
}

describe("a README's first call", () => {
  test("sends the credentials as headers if nothing is signed", async () => {
    expect(
      readmeUsage(await modelOf(`${API}\n${secured(KEY)}`), {
        name: "@team/acme",
        isPrivate: false,
      }),
    ).toBe(`\`\`\`sh
npm install @team/acme
\`\`\`

\`\`\`typescript
import { createClient } from "@team/acme";

const client = createClient({ headers: { "X-Token": process.env.ACME_APP_TOKEN } });
const { data, response } = await client.GET("/users/{id}", { params: { path: { id: "1" } } });
console.log(response.status, data);
\`\`\`
`);
  });

  test("uses the facade if requests are signed, with the key and never a signature", async () => {
    const usage = readmeUsage(await modelOf(`${API}\n${secured(KEY, SIGNATURE)}`), {
      name: "@team/acme",
      isPrivate: false,
    });
    expect(usage).toBe(`\`\`\`sh
npm install @team/acme countersign
\`\`\`

\`\`\`typescript
import { connect } from "countersign";
import { acme } from "@team/acme";

const client = connect(acme, {
  appToken: process.env.ACME_APP_TOKEN ?? "",
  secretKey: process.env.ACME_SECRET_KEY ?? "",
});
console.log(await client.getUser({ params: { path: { id: "1" } } }));
\`\`\`
`);
  });

  test.for([
    [API, "createClient()"],
    ["{}", 'createClient({ baseUrl: "https://…" })'],
    [
      "servers: [{ url: https://a.example, x-countersign-environment: sandbox }, { url: https://b.example, x-countersign-environment: production }]",
      'createClient({ environment: "sandbox" })',
    ],
  ] as const)("chooses a server if there is a choice: %s", async ([servers, expected]) => {
    const model = await modelOf(servers === "{}" ? "" : servers);
    expect(readmeUsage(model, OWN)).toContain(`const client = ${expected};\n`);
  });

  test("leaves other required input to the reader", async () => {
    const body = "requestBody: { required: true, content: { application/json: { schema: {} } } }";
    const post = `paths: { /users: { post: { operationId: createUser, ${body}, responses: { "201": { description: Ok. } } } } }`;
    expect(readmeUsage(await modelOf(API, post), OWN)).toContain(
      'client.POST("/users", { /* plus what the compiler requires */ });',
    );
  });

  test("installs nothing of a package that is never published", async () => {
    const usage = readmeUsage(await modelOf(API), { name: "acme", isPrivate: true });
    expect(usage).not.toContain("npm install");
    expect(usage).toContain("client.GET(");
  });

  test("is omitted if there is no operation", async () => {
    const webhooks = `webhooks: { user.created: { post: { responses: { "200": { description: Seen. } } } } }`;
    expect(readmeUsage(await modelOf(API, webhooks), OWN)).toBe("```sh\nnpm install acme\n```\n");
  });
});

test("a README gets a first call only between its markers", async () => {
  const model = await modelOf(API);
  const fill = (current: string) =>
    emitReadme(model, { current, own: { name: "@team/acme", isPrivate: false } })?.text;
  const plain = `# Mine\n\n${readmeMarkers}\n`;
  expect(fill(plain)).not.toContain("npm install");
  const marked = fill(`# Mine\n\n${readmeUsageMarkers}\n\n${readmeMarkers}\n`) ?? "";
  expect(marked).toContain(
    "# Mine\n\n<!-- usage: generated, do not edit -->\n\n```sh\nnpm install @team/acme\n```\n",
  );
  expect(marked).toContain("console.log(response.status, data);\n```\n\n<!-- /usage -->\n");
  expect(fill(marked)).toBe(marked);
});
