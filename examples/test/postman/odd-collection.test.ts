import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "@countersign/codegen/generate";
import { postmanCollection } from "@countersign/codegen/postman";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { afterAll, expect, it } from "vitest";
import { runCollection } from "./helpers/run-collection.ts";

// A document with every vocabulary word for signatures, and with strings that a script or a URL could misinterpret.

const spec = fileURLToPath(new URL("../samples/fixtures/acme", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "countersign-postman-"));
afterAll(() => rmSync(folder, { recursive: true }));
await generate({ spec, out: folder });
const acme = JSON.parse(readFileSync(join(folder, "openapi.json"), "utf8"));

it("signs values that a user types into a URL as Postman encodes them", async () => {
  const exchanges: SandboxExchange[] = [];
  await using sandbox = await startSandbox({
    provider: "acme",
    documents: { acme },
    onRequest: (exchange) => exchanges.push(exchange),
  });
  const collection = await postmanCollection(spec);
  const typed = "a b'|(x)!*^`{y}\"<>";
  const items = collection.item.filter((each) => "request" in each);
  const edited = items
    .filter(({ name }) => name.startsWith("everyToken"))
    .map(({ request: { url, ...request }, name }) => ({
      name,
      request: {
        ...request,
        url: {
          ...url,
          variable: [{ key: "id", value: typed }],
          query: [{ key: "q", value: `${typed} é` }],
        },
      },
    }));
  await runCollection(
    { ...collection, item: edited },
    { folder, values: sandbox.connection<Record<string, string>>("acme") },
  );
  expect(exchanges.map(({ status, reason }) => [status, reason])).toEqual([
    [200, undefined],
    [200, undefined],
  ]);
});

it("signs requests in every way that the vocabulary supports, except files", async () => {
  const exchanges: SandboxExchange[] = [];
  await using sandbox = await startSandbox({
    provider: "acme",
    documents: { acme },
    onRequest: (exchange) => exchanges.push(exchange),
  });
  const collection = await postmanCollection(spec);
  const { exceptions } = await runCollection(collection, {
    folder,
    values: sandbox.connection<Record<string, string>>("acme"),
  });
  const refused = exchanges.filter(({ status }) => status !== 200);
  expect(refused.map(({ operationId }) => operationId)).toEqual(["signedFile"]);
  expect(exchanges.length).toBe(13);
  expect(exceptions).toEqual(["Only a raw body can be signed here."]);
});
