import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { loadSpec } from "@countersign/spec/load";
import { toModel } from "@countersign/spec/model";
import { parseText } from "@countersign/spec/source";
import { type Files, readAll } from "@countersign/testing/files";
import { DOCUMENT, HEAD, locationOf, specErrorOf } from "@countersign/testing/spec";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AddedProvider, type AddOptions, addProvider } from "../../src/add/add-provider.ts";
import { ACME, emptyWorkspace, MANIFEST } from "./helpers/workspace.ts";

const today = new Date("2026-11-20T23:59:59Z");

interface Added {
  readonly root: string;
  readonly files: Files;
  readonly added: AddedProvider;
}

/** Adds a document to a new workspace, as `acme` from the file `acme.yaml`. */
async function add(text: string, { fileName = "acme.yaml", files = {} } = {}): Promise<Added> {
  const root = await emptyWorkspace({ ...files, [fileName]: text });
  const source = join(root, fileName);
  const added = await addProvider({
    name: "acme",
    source,
    toolVersion: "0.0.0",
    from: root,
    today,
  });
  return { root, added, files: await readAll(root) };
}

/** Returns why a document is rejected, such as `acme.yaml:3:7 The message.`, and checks that nothing was written. */
async function rejection(files: Files, options: Partial<AddOptions> = {}) {
  const root = await emptyWorkspace(files);
  const before = await readAll(root);
  const source = join(root, "acme.yaml");
  const error = await specErrorOf(
    addProvider({ name: "acme", source, toolVersion: "0.0.0", from: root, ...options }),
  );
  expect(await readAll(root)).toEqual(before);
  expect(error.remedy).toMatch(/^[A-Z`].+\.$/);
  return { text: `${locationOf(error, root)} ${error.message}`, remedy: error.remedy };
}

describe("the spec folder", () => {
  test("contains the document byte for byte, with a hash that git cannot invalidate", async () => {
    const text = `\ufeff${ACME.replaceAll("\n", "\r\n")}# 日本\r\n`;
    const { root, files } = await add(text);
    expect(files["specs/acme/openapi.yaml"]).toBe(text);
    expect(files["specs/acme/.gitattributes"]).toContain("openapi.yaml -text");
    const sources = parseText(files["specs/acme/source.yaml"] ?? "", "source.yaml").parsed;
    expect(sources).toEqual({
      files: {
        "openapi.yaml": {
          "hand-written": "copied unchanged from the file acme.yaml",
          date: "2026-11-20",
          sha256: createHash("sha256").update(text).digest("hex"),
          licence: "not stated by the publisher",
        },
        "overlay.yaml": { "hand-written": expect.any(String) },
        "operations.txt": { "hand-written": expect.any(String) },
      },
    });
    await expect(loadSpec(join(root, "specs/acme"))).resolves.toMatchObject({ name: "acme" });
  });

  test("contains no absolute path of this machine", async () => {
    const { root, files, added } = await add(ACME);
    expect(Object.keys(files).filter((path) => files[path]?.includes(root))).toEqual([]);
    expect(JSON.stringify(added)).not.toContain(root);
  });

  test("has an overlay that adds the names that the document does not give", async () => {
    const { root } = await add(ACME);
    const model = toModel(await loadSpec(join(root, "specs/acme")));
    expect(model.servers.map(({ environment }) => environment)).toEqual(["production", "sandbox"]);
    expect(model.credentials).toMatchObject([{ name: "apiKey", required: true }]);
    expect(model.operations).toMatchObject([
      { id: "createUser", evidence: "full" },
      { id: "getUsersByUserId", evidence: "full" },
    ]);
  });

  test("lists the operations", async () => {
    const { files } = await add(ACME);
    expect(files["specs/acme/operations.txt"]).toBe("GET /users/{user_id}\nPOST /users\n");
  });

  test.for([
    ["indented with tabs", "\t"],
    ["on one line", ""],
  ] as const)("accepts JSON %s", async ([, indent]) => {
    const document = {
      openapi: "3.1.0",
      info: { title: 'Acme \u{1f600} "API"/', version: "1" },
      servers: [{ url: "https://api.acme.example" }],
      paths: { "/users": { get: { responses: { 200: { description: "a\tb" } } } } },
    };
    const text = JSON.stringify(document, null, indent).replaceAll("/", "\\/");
    const { files, added } = await add(text, { fileName: "acme.json" });
    expect(files["specs/acme/openapi.yaml"]).toBe(text);
    expect(added.title).toBe('Acme \u{1f600} "API"/');
  });

  test("accepts a document with webhooks only, without servers or credentials", async () => {
    const { added, files } = await add(`openapi: 3.1.0
info: { title: Acme, version: "1" }
webhooks:
  user.created:
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { "200": { description: Seen. } }
`);
    expect(added.decisions.map(({ file, message }) => `${file} ${message}`)).toEqual([
      expect.stringMatching(/^specs\/acme\/openapi.yaml The document has no usable server/),
      expect.stringMatching(/^specs\/acme\/openapi.yaml The document declares no security scheme/),
      expect.stringMatching(/^specs\/acme\/openapi.yaml The document has 1 webhook event but/),
      expect.stringMatching(/^\.redocly\.lint-ignore\.yaml The linter ignores 4 problems/),
    ]);
    expect(files["packages/providers/acme/test/client.test.ts"]).not.toContain("createClient");
  });
});

describe("the package", () => {
  test("is generated to fit the layout of its workspace", async () => {
    const { files, added } = await add(ACME, {
      files: {
        "package.json": JSON.stringify({
          countersign: { providers: "clients", scope: "@team", sharedTools: true },
          license: "Apache-2.0",
          homepage: "https://git.example/team",
          bugs: { url: "https://git.example/team/issues" },
          repository: { type: "git", url: "git+https://git.example/team.git" },
          scripts: { generate: "x", test: "y" },
          devDependencies: { typescript: "1", vitest: "1", "@types/node": "1" },
        }),
        "pnpm-workspace.yaml": "packages: [clients/*]\ncatalog:\n  openapi-fetch: 0.17.0\n",
        "turbo.json": "{}",
        "vitest.config.ts": "",
      },
    });
    const manifest = JSON.parse(files["clients/acme/package.json"] ?? "");
    expect(manifest).toMatchObject({
      name: "@team/acme",
      description: "Typed client for the Acme KYC API, generated from its OpenAPI document",
      keywords: ["acme", "openapi", "api-client", "typescript"],
      homepage: "https://git.example/team/tree/main/clients/acme#readme",
      license: "Apache-2.0",
      bugs: { url: "https://git.example/team/issues" },
      repository: {
        type: "git",
        url: "git+https://git.example/team.git",
        directory: "clients/acme",
      },
      scripts: {
        "lint:spec": "countersign lint ../../specs/acme",
        generate: "countersign generate ../../specs/acme --out .",
        test: "vitest run --root ../.. --project @team/acme",
      },
      dependencies: { "openapi-fetch": "catalog:" },
    });
    expect(Object.keys(manifest.devDependencies)).toEqual(["@countersign/cli"]);
    // The tasks of the providers of this repository, whose caching is tested.
    const p100 = join(import.meta.dirname, "../../../providers/p100/turbo.json");
    const tasks = (await readFile(p100, "utf8")).replaceAll("p100", "acme");
    expect(files["clients/acme/turbo.json"]).toBe(tasks);
    expect(files["clients/acme/src/generated/index.ts"]).toContain("createClient");
    expect(added.next).toEqual(["pnpm install", "pnpm generate", "npm test"]);
    expect(added.files).toContain("clients/acme/src/generated/index.ts");
  });

  test("is self-contained and installs its own tools in a workspace that has none", async () => {
    const { files, added } = await add(ACME);
    const manifest = JSON.parse(files["packages/providers/acme/package.json"] ?? "");
    expect(Object.keys(manifest.devDependencies)).toEqual([
      "@countersign/cli",
      "typescript",
      "vitest",
      "@types/node",
    ]);
    expect(manifest.scripts.test).toBe("vitest run");
    expect(manifest.private).toBe(true);
    expect(manifest).not.toHaveProperty("license");
    expect(manifest).not.toHaveProperty("repository");
    expect(manifest).not.toHaveProperty("homepage");
    expect(files["packages/providers/acme/tsconfig.json"]).not.toContain("extends");
    expect(files).not.toHaveProperty("packages/providers/acme/turbo.json");
    expect(Object.keys(files).filter((path) => path.startsWith(".changeset"))).toEqual([]);
    expect(files["package.json"]).toBe(JSON.stringify(MANIFEST));
    expect(added.next).toEqual([
      "npm install",
      "npm run build --workspace @countersign/acme",
      "npm run typecheck --workspace @countersign/acme",
      "npm test --workspace @countersign/acme",
      "npm run lint:spec --workspace @countersign/acme",
    ]);
  });

  test("tests the operation that requires the least input, and omits input that cannot be made up", async () => {
    const user = ACME.slice(ACME.indexOf("  /users/{user_id}"), ACME.indexOf("  /users:"));
    const { files } = await add(ACME.replace(user, ""));
    const test = files["packages/providers/acme/test/client.test.ts"];
    expect(test).toContain('const path = "/users";\nconst url = "https://api.example/users";');
    expect(test).toContain("await client.POST(path, input as never);");
    const all = (await add(ACME)).files["packages/providers/acme/test/client.test.ts"];
    expect(all).toContain('const url = "https://api.example/users/1";');
    expect(all).toContain("await client.GET(path, input);");
  });

  test("sends a key with the words that its description shows, and asks whether that is right", async () => {
    const { files, added } = await add(
      `${DOCUMENT}components:
  securitySchemes:
    botToken: { type: apiKey, in: header, name: Authorization, description: "Send \`Authorization: Bot <token>\`." }
    legacy: { type: http, scheme: token }
security: [{ botToken: [] }, { legacy: [] }]
`,
    );
    expect(files["packages/providers/acme/src/generated/provider.ts"]).toMatch(
      /"Bot \{credential\}".*"token \{credential\}"/s,
    );
    expect(files["packages/providers/acme/README.md"]).toContain(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
      "headers: { Authorization: `Bot ${process.env.ACME_BOT_TOKEN}` }",
    );
    expect(files["packages/providers/acme/README.md"]).toContain(
      "Sent in the header `Authorization` as `Bot …`.",
    );
    expect(added.decisions.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("`Authorization: Bot {credential}`"),
        expect.stringContaining("`Authorization: token {credential}`"),
      ]),
    );
  });

  test("repeats no name or URL that the overlay can change, so that its test and README never become stale", async () => {
    const { files } = await add(ACME);
    const facts = /apiKey|ApiKeyAuth|acme\.example|production|sandbox/;
    expect(files["packages/providers/acme/test/client.test.ts"]).not.toMatch(facts);
    const readme = files["packages/providers/acme/README.md"] ?? "";
    const written = readme.replace(/^<!-- (\w+): generated.*?^<!-- \/\1 -->$/gms, "");
    expect(written).toContain("The facade");
    expect(written).not.toMatch(facts);
  });

  test("never contains text from the document as code or markup", async () => {
    const evil = "*/ `x` </p><img src=x onerror=1> [a](javascript:1) |\u001b[31m";
    const { files } = await add(
      ACME.replace("Acme KYC API", JSON.stringify(evil)).replace(
        '"2"',
        JSON.stringify(`1 ${evil}`),
      ),
    );
    const readme = files["packages/providers/acme/README.md"] ?? "";
    expect(readme).not.toMatch(/<img|[^\\]\]\(javascript|[^\P{Cc}\n]/u);
    expect(JSON.parse(files["packages/providers/acme/package.json"] ?? "").description).not.toMatch(
      /\p{Cc}/u,
    );
    expect(files["specs/acme/overlay.yaml"]).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

test("a document whose path items are references is added", async () => {
  const item = `get: { responses: { "200": { description: Fine. } } }`;
  const { root } = await add(`${HEAD}paths:
  /one: { $ref: "#/components/pathItems/item" }
  /two: { $ref: "#/components/pathItems/item" }
  /three: { ${item} }
  /four: { $ref: "#/paths/~1three" }
components: { pathItems: { item: { ${item} } } }
`);
  const { operations } = toModel(await loadSpec(join(root, "specs/acme")));
  expect(operations.map(({ id, path }) => `${id} ${path}`)).toEqual([
    "getFour /four",
    "getOne /one",
    "getThree /three",
    "getTwo /two",
  ]);
});

test("a document with a pattern that would never end is added, and the pattern is to be reviewed", async () => {
  const { added } = await add(`${DOCUMENT}components:
  schemas:
    Name: { type: string, pattern: "^(a+)+$", example: "${"a".repeat(60)}!" }
`);
  expect(added.lint["countersign/slow-pattern"]).toBe(1);
  expect(added.decisions).toContainEqual({
    file: "specs/acme/openapi.yaml",
    line: 16,
    message: expect.stringContaining("The pattern `^(a+)+$` takes too long"),
  });
});

test("a document with a stream of events is added", async () => {
  const content =
    "{ text/event-stream: { schema: { type: object, properties: { id: { type: string } } } } }";
  const { files } = await add(`${HEAD}paths:
  /events:
    get:
      operationId: watchEvents
      responses:
        "200": { description: Events., content: ${content} }
`);
  expect(files["packages/providers/acme/src/generated/operations.ts"]).toContain("AsyncIterable<");
});

describe("a document split into several files", () => {
  const SPLIT = {
    "openapi.yaml": `${HEAD}paths:\n  /users/{id}: { $ref: paths/user.yaml }\ncomponents:\n  schemas:\n    User: { type: object }\n`,
    "paths/user.yaml": `parameters:\r\n  - $ref: ../parts/a b.json#/id\r\nget:\r\n  operationId: getUser\r\n  responses:\r\n    "200": { description: Yes., content: { application/json: { schema: { $ref: "../openapi.yaml#/components/schemas/User" } } } }\r\n`,
    "parts/a b.json":
      '{ "id": { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } } }',
  };

  test("is copied with all of them, byte for byte and each with its provenance", async () => {
    const from = Object.entries(SPLIT).map(([path, text]) => [`upstream/${path}`, text]);
    const root = await emptyWorkspace(Object.fromEntries(from));
    const source = join(root, "upstream/openapi.yaml");
    const { operations } = await addProvider({
      name: "acme",
      source,
      toolVersion: "0.0.0",
      from: root,
      today,
    });
    expect(operations).toBe(1);
    const files = await readAll(join(root, "specs/acme"));
    for (const [path, text] of Object.entries(SPLIT)) expect(files[path]).toBe(text);
    expect(files[".gitattributes"]).toContain('"parts/a b.json" -text');
    const sources = parseText(files["source.yaml"] ?? "", "source.yaml").parsed;
    expect(sources).toMatchObject({
      files: {
        "parts/a b.json": {
          "hand-written": "copied unchanged from the file parts/a b.json",
          sha256: createHash("sha256").update(SPLIT["parts/a b.json"]).digest("hex"),
        },
        "paths/user.yaml": { date: "2026-11-20" },
      },
    });
    const { operations: read } = toModel(await loadSpec(join(root, "specs/acme")));
    expect(read.map(({ id, path }) => `${id} ${path}`)).toEqual(["getUser /users/{id}"]);
  });
});

describe("rejects, without leaving files behind,", () => {
  test.for([
    ["a missing file", {}, "acme.yaml The file does not exist."],
    ["a folder", { "acme.yaml/x": "" }, "acme.yaml The path is not a file."],
    [
      "Swagger 2",
      { "acme.yaml": 'swagger: "2.0"\n' },
      "acme.yaml:1:10 The document is Swagger 2, but OpenAPI 3 is required.",
    ],
    [
      "an unknown version of OpenAPI",
      { "acme.yaml": "openapi: 4.0.0\n" },
      "acme.yaml:1:10 The document has an unsupported version, `openapi: 4.0.0`.",
    ],
    [
      "YAML that is not OpenAPI",
      { "acme.yaml": "a: 1\n" },
      "acme.yaml:1:1 The file is not an OpenAPI document: it has no `openapi` field.",
    ],
    [
      "broken YAML",
      { "acme.yaml": "openapi: [\n" },
      "acme.yaml:2:1 The file is not valid YAML: deficient indentation.",
    ],
    [
      "an HTML page",
      { "acme.yaml": "<html>" },
      "acme.yaml:1:1 The file is not an OpenAPI document: it has no `openapi` field.",
    ],
    [
      "a reference to a file outside the folder",
      { "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: ../a.yaml\n` },
      "acme.yaml:9:11 The reference ../a.yaml cannot be resolved: it points outside the spec folder.",
    ],
    [
      "a reference to a URL",
      { "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: https://acme.example/a.yaml\n` },
      "acme.yaml:9:11 The reference https://acme.example/a.yaml cannot be resolved: it is a URL, and only files are followed.",
    ],
    [
      "a reference to a missing file",
      { "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: a.yaml\n` },
      "acme.yaml:9:11 The reference a.yaml cannot be resolved: there is no such file.",
    ],
    [
      "a reference to a file that is not YAML or JSON",
      { "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: .netrc\n`, ".netrc": "secret\n" },
      ".netrc The document refers to a file that is hidden, or is not YAML or JSON.",
    ],
    [
      "a reference to a file with a reserved name",
      {
        "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: overlay.yaml\n`,
        "overlay.yaml": "get: {}\n",
      },
      "overlay.yaml The spec folder reserves this file name.",
    ],
    [
      "a file that refers back to the document by its old name",
      {
        "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: a.yaml\nx-none: { description: None. }\n`,
        "a.yaml": "get: { responses: { '200': { $ref: 'acme.yaml#/x-none' } } }\n",
      },
      "a.yaml The file refers to acme.yaml, which becomes openapi.yaml.",
    ],
    [
      "an operation that cannot be generated",
      { "acme.yaml": DOCUMENT.replace("get:", "trace:") },
      "acme.yaml:10:7 `trace` is not supported here.",
    ],
    [
      "an invalid vocabulary extension",
      { "acme.yaml": DOCUMENT.replace("get:", "get:\n      x-countersign-evidence: some") },
      "acme.yaml:10:31 `x-countersign-evidence` must be one of full, most, part.",
    ],
  ] as const)("%s", async ([, files, expected]) => {
    expect((await rejection(files)).text).toBe(expected);
  });

  test("types that do not compile", async () => {
    // The compiler gives up at 100,000 combinations.
    const choice = (name: string): string => {
      const members = Array.from(
        { length: 50 },
        (_, index) => `{ type: object, properties: { ${name}${index}: { type: string } } }`,
      );
      return `{ oneOf: [${members.join(", ")}] }`;
    };
    const big = `{ allOf: [${choice("a")}, ${choice("b")}, ${choice("c")}] }`;
    const text = `${DOCUMENT}components:\n  schemas:\n    Any: {}\n    Big: ${big}\n`;
    expect((await rejection({ "acme.yaml": text })).text).toBe(
      "acme.yaml:17:10 The type of the schema `Big` does not compile: Expression produces a union type that is too complex to represent.",
    );
  });

  test("and names the tool for an old document or a split one", async () => {
    const old = await rejection({ "acme.yaml": 'swagger: "2.0"\n' });
    expect(old.remedy).toContain("npx swagger2openapi");
    const parts = await rejection({ "acme.yaml": `${HEAD}paths:\n  /a:\n    $ref: ../a.yaml\n` });
    expect(parts.remedy).toContain("npx @redocly/cli bundle");
  });

  test("a document that is too large or not UTF-8", async () => {
    const limits = { maxBytes: 10, timeoutInMs: 1000, maxNewPages: 0 };
    expect((await rejection({ "acme.yaml": DOCUMENT }, { limits })).text).toBe(
      "acme.yaml The file is larger than 10 bytes.",
    );
    const root = await emptyWorkspace();
    await writeFile(join(root, "latin.yaml"), Buffer.from([0x61, 0xe9, 0x0a]));
    const work = addProvider({
      name: "acme",
      source: join(root, "latin.yaml"),
      toolVersion: "0.0.0",
      from: root,
    });
    expect((await specErrorOf(work)).message).toBe("The file is not UTF-8 text.");
  });

  test.for(["Acme", "acme_kyc", "../acme", "", "import", "webhooks", "a--b", "ä"])(
    "the name %j",
    async (name) => {
      const { text } = await rejection({ "acme.yaml": DOCUMENT }, { name });
      expect(text).toContain("is not a valid provider name");
    },
  );

  test.for(["specs/acme/openapi.yaml", "packages/providers/acme/package.json"])(
    "a provider for which %s already exists",
    async (path) => {
      const { text } = await rejection({ "acme.yaml": DOCUMENT, [path]: "{}" });
      expect(text).toContain('There is already a provider called "acme".');
    },
  );

  test("a workspace with a broken package.json", async () => {
    const files = { "acme.yaml": DOCUMENT, "packages/x/package.json": "{" };
    expect((await rejection(files)).text).toBe(
      "packages/x/package.json The file is not a valid package.json.",
    );
    const broken = { "acme.yaml": DOCUMENT, "package.json": "{" };
    expect((await rejection(broken)).text).toBe(
      "package.json The file is not a valid package.json.",
    );
  });
});

describe("a package that depends on every provider", () => {
  const facade = JSON.stringify(
    {
      name: "facade",
      scripts: { generate: "countersign wire . --emit entries" },
      dependencies: { "@countersign/zeta": "workspace:^" },
    },
    null,
    2,
  );

  test("gets a dependency and a release note if it is a facade", async () => {
    const { files, added } = await add(ACME, {
      files: { "packages/facade/package.json": facade, ".changeset/config.json": "{}" },
    });
    expect(JSON.parse(files["packages/facade/package.json"] ?? "").dependencies).toEqual({
      "@countersign/acme": "workspace:^",
      "@countersign/zeta": "workspace:^",
    });
    expect(files[".changeset/add-acme.md"]).toBe(`---
"facade": minor
"@countersign/acme": minor
---

Call the Acme KYC API

The client is typed from the provider's OpenAPI document: 2 operations.
`);
    expect(files["packages/providers/acme/README.md"]).toContain("[`facade/acme`](../../facade)");
    expect(added.next).toContain("npm run generate --workspace facade");
  });

  test("gets a dependency and no release note if it is the documentation", async () => {
    const site = {
      name: "@countersign/site",
      private: true,
      countersign: { dependsOnEveryProvider: true },
      dependencies: { "@countersign/zeta": "workspace:*" },
    };
    const { files, added } = await add(ACME, {
      files: {
        "packages/site/package.json": JSON.stringify(site, null, 2),
        ".changeset/config.json": "{}",
      },
    });
    expect(JSON.parse(files["packages/site/package.json"] ?? "").dependencies).toHaveProperty(
      "@countersign/acme",
    );
    expect(files[".changeset/add-acme.md"]).not.toContain("@countersign/site");
    expect(added.next.join("\n")).not.toContain("@countersign/site");
    const { scripts } = JSON.parse(files["packages/providers/acme/package.json"] ?? "");
    expect(scripts["docs:reference"]).toBe("node ../../site/src/cli/main.ts reference");
  });

  test("is optional: without a documentation package, no script builds a reference", async () => {
    const { files } = await add(ACME);
    const { scripts } = JSON.parse(files["packages/providers/acme/package.json"] ?? "");
    expect(scripts).not.toHaveProperty("docs:reference");
  });
});

/** Starts a site and returns the URL of its document. */
async function site(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/openapi.yaml`;
}

describe("a URL", () => {
  test("is fetched and recorded with date, hash and validators", async () => {
    const address = await site((request, response) => {
      if (request.url === "/openapi.yaml") response.writeHead(302, { location: "/v2.yaml" }).end();
      else response.writeHead(200, { etag: '"abc"' }).end(ACME);
    });
    const root = await emptyWorkspace();
    await addProvider({ name: "acme", source: address, toolVersion: "0.0.0", from: root, today });
    const files = await readAll(root);
    expect(files["specs/acme/openapi.yaml"]).toBe(ACME);
    expect(parseText(files["specs/acme/source.yaml"] ?? "", "source.yaml").parsed).toMatchObject({
      files: {
        "openapi.yaml": {
          address,
          date: "2026-11-20",
          sha256: createHash("sha256").update(ACME).digest("hex"),
          licence: "not stated by the publisher",
          etag: '"abc"',
        },
        "overlay.yaml": { from: [address] },
      },
    });
    expect(files["packages/providers/acme/README.md"]).toContain(
      `[the provider's own](<${address}>)`,
    );
  });

  test.for([
    ["without TLS", "http://acme.example/openapi.yaml"],
    ["with a password", "https://a:b@acme.example/openapi.yaml"],
    ["with another scheme", "file:///etc/passwd"],
  ] as const)("%s is rejected", async ([, source]) => {
    expect((await rejection({}, { source })).text).toContain("The URL cannot be fetched.");
  });

  test.for([
    ["that does not exist", "The page does not exist."],
    ["that fails", "responds with status 500"],
    ["that redirects without end", "redirects more than 5 times"],
    ["that redirects to a URL that cannot be fetched", "which is not followed"],
    ["that sends too much", "is larger than 1000 bytes"],
    ["that takes too long", "takes more than 0.2 seconds"],
  ] as const)("%s is rejected", async ([kind, expected]) => {
    const source = await site((_request, response) => {
      if (kind.endsWith("not exist")) response.writeHead(404).end();
      else if (kind.endsWith("fails")) response.writeHead(500).end();
      else if (kind.endsWith("end")) response.writeHead(302, { location: "?x" }).end();
      else if (kind.endsWith("fetched"))
        response.writeHead(302, { location: "http://acme.example" }).end();
      else if (kind.endsWith("much")) response.end("x".repeat(2000));
    });
    const limits = { maxBytes: 1000, timeoutInMs: 200, maxNewPages: 0 };
    expect((await rejection({}, { source, limits })).text).toContain(expected);
  });
});
