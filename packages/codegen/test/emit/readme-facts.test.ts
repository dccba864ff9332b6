import { loadSpec } from "@countersign/spec/load";
import { toModel } from "@countersign/spec/model";
import { specFolder } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { emitReadme, readmeFactMarkers, readmeMarkers } from "../../src/emit/emit-readme.ts";
import { readmeFacts } from "../../src/emit/readme-facts.ts";

const OPERATION = (id: string, responses: string, evidence = "") =>
  `{ operationId: ${id}, ${evidence} responses: { ${responses} } }`;
const OK = '"200": { description: Ok. }';

async function facts(parts: string, paths?: string): Promise<string> {
  return readmeFacts(toModel(await loadSpec(await specFolder(document(parts, paths)))));
}

function document(parts: string, paths = `{ /users: { get: ${OPERATION("listUsers", OK)} } }`) {
  return `openapi: 3.1.0
info: { title: Acme API, version: "2" }
${parts}
paths: ${paths}
`;
}

test("lists environments with their URLs and descriptions", async () => {
  const text = await facts(`servers:
  - { url: https://api.acme.example, description: "Real | \`money\`.", x-countersign-environment: production }
  - { url: https://test.acme.example, x-countersign-environment: sandbox }
`);
  expect(text).toContain(
    "- `production`, `https://api.acme.example`: Real \\| `money`.\n- `sandbox`, `https://test.acme.example`\n\nThere is no default",
  );
});

test("lists the options that are part of a server's URL", async () => {
  const text = await facts(`servers:
  - url: https://{region}.acme.example/{version}
    variables:
      region: { default: eu, enum: [eu, us], description: Where the data is stored. }
      version: { default: v1 }
`);
  expect(text).toContain(`- \`production\`, \`https://{region}.acme.example/{version}\`
  - option \`region\` (required): \`eu\`, \`us\`. Where the data is stored.
  - option \`version\` (default: \`v1\`)
`);
});

test("lists errors with the share of operations that document them", async () => {
  const paths = `
  /users:
    get: ${OPERATION("listUsers", `${OK}, "401": { description: No. }`)}
    post: ${OPERATION("createUser", `${OK}, "401": { description: No. }, "422": { description: Bad. }, default: { description: Else. }`)}`;
  expect(await facts("servers: [{ url: https://api.acme.example }]", paths)).toContain(
    "- `401`: every operation\n- `422`: 1 of 2 operations\n- `default`: 1 of 2 operations\n",
  );
});

test.each([
  [
    "a signature",
    "signature: { header: X-Sig, credential: webhookSecret, algorithm: SHA-256, message: ['{body}'], encoding: hex }",
    "Deliveries are signed with an HMAC (SHA-256) in the header `X-Sig`.",
  ],
  [
    "a token",
    "token: { header: X-Token, credential: webhookToken }",
    "but carry a token in the header `X-Token`",
  ],
  ["nothing", "id: { pointer: /id }", "they cannot be verified"],
])("describes webhooks that are authenticated by %s", async (_title, scheme, text) => {
  const parts = `servers: [{ url: https://api.acme.example }]
x-countersign-webhooks: { event: { pointer: /type }, ${scheme} }
webhooks: { user.created: { post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { "200": { description: Ok. } } } } }`;
  const result = await facts(parts);
  expect(result).toContain("One event: `user.created`.");
  expect(result).toContain(text);
});

test("counts operations by evidence", async () => {
  const paths = `
  /users:
    get: ${OPERATION("listUsers", OK, "x-countersign-evidence: full,")}
    post: ${OPERATION("createUser", OK, "x-countersign-evidence: part,")}`;
  expect(await facts("servers: [{ url: https://api.acme.example }]", paths)).toContain(
    "Of 2 operations, the provider documents 1 in full (`full`) and 1 in part (`part`).",
  );
});

test("keeps text of the document from ending its section or becoming markup", async () => {
  const evil = "`<!-- /facts -->` <!-- /facts --> <img src=x> \u001b[31m [a](javascript:1)";
  const model = toModel(
    await loadSpec(
      await specFolder(
        document(
          `servers: [{ url: https://api.acme.example, description: ${JSON.stringify(evil)} }]`,
        ),
      ),
    ),
  );
  const readme = `# Acme\n\n${readmeMarkers}\n\n${readmeFactMarkers}\n\nMine.\n`;
  const own = { name: "@team/acme", isPrivate: false };
  const once = emitReadme(model, { current: readme, own })?.text ?? "";
  expect(emitReadme(model, { current: once, own })?.text).toBe(once);
  expect(once).not.toMatch(/<img|[^\\]\]\(javascript|[^\P{Cc}\n]/u);
  expect(once.match(/^<!-- \/facts -->$/gm)).toHaveLength(1);
  expect(once.endsWith("\n\nMine.\n")).toBe(true);
});
