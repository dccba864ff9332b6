import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { postmanCollection } from "@countersign/codegen/postman";
import { samples } from "@countersign/codegen/samples";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { Collection } from "postman-collection";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CollectionRun, runCollection } from "./helpers/run-collection.ts";

// Every request of every collection, sent by Postman's own engine with its scripts to a sandbox that checks
// credentials, signature, parameters and body.

const specs = new URL("../../../specs/", import.meta.url);

describe.each(readdirSync(specs).sort())("the collection of %s", async (name) => {
  const spec = fileURLToPath(new URL(name, specs));
  const collection = await postmanCollection(spec);
  const operations = await samples(spec, { packageName: "none" });
  const folder = mkdtempSync(join(tmpdir(), "countersign-postman-"));
  const exchanges: SandboxExchange[] = [];
  let sent: CollectionRun;
  let forged: { exchanges: readonly SandboxExchange[] };

  beforeAll(async () => {
    for (const { name: file, text } of operations.flatMap(({ files }) => files)) {
      writeFileSync(join(folder, file), text);
    }
    await using sandbox = await startSandbox({
      provider: name,
      stateless: true,
      onRequest: (exchange) => exchanges.push(exchange),
    });
    const { baseUrl, ...credentials } = sandbox.connection(name);
    const servers = collection.variable.filter(({ key }) => key.startsWith("baseUrl"));
    const baseUrls = Object.fromEntries(servers.map(({ key }) => [key, baseUrl]));
    sent = await runCollection(collection, { folder, values: { ...credentials, ...baseUrls } });
    const count = exchanges.length;
    const wrong = Object.entries(credentials).map(([key, value]) => [key, `wrong-${value}`]);
    const values = { ...Object.fromEntries(wrong), ...baseUrls };
    await runCollection(collection, { folder, values });
    forged = { exchanges: exchanges.splice(count) };
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has a request for each operation", () => {
    const names: string[] = [];
    new Collection(collection).forEachItem((item) => names.push(item.name));
    expect(names.length).toBe(operations.length);
    expect(exchanges.map(({ operationId }) => operationId).sort()).toEqual(
      operations.map(({ operationId }) => operationId).sort(),
    );
  });

  it("gets a success response for every request", () => {
    expect(sent.exceptions).toEqual([]);
    expect(sent.responses.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(
      exchanges.flatMap(({ operationId, reason }) => (reason ? [[operationId, reason]] : [])),
    ).toEqual([]);
    for (const { status } of exchanges) expect(Math.floor(status / 100)).toBe(2);
  });

  it("is refused with wrong credentials if the operation requires any", () => {
    const open = forged.exchanges.filter(({ status }) => status !== 401);
    const authenticated = exchanges.filter(({ headers }) =>
      Object.values(headers).some((value) => String(value).includes(`sandbox-${name}-`)),
    );
    expect(authenticated.length).toBeGreaterThan(0);
    const guarded = new Set(authenticated.map(({ operationId }) => operationId));
    expect(open.filter(({ operationId }) => guarded.has(operationId))).toEqual([]);
  });

  it("names real servers and contains no credentials", () => {
    const { variable } = collection;
    expect(
      variable
        .filter(({ key }) => /^server\d*\./.test(key))
        .every(({ value }) => value.startsWith("https://")),
    ).toBe(true);
    expect(JSON.stringify(collection)).not.toContain("sandbox-");
  });
});
