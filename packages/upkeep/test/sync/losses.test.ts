import { join } from "node:path";
import { readAll, writeAll } from "@countersign/testing/files";
import { specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { type SyncOptions, sync } from "../../src/sync/sync.ts";
import { type StubResponse, startUpstream } from "./upstream.ts";
import { AFTER, BEFORE, entry, NOW, vendoredFolder } from "./vendored.ts";

// Nothing that upstream sends may cost us a document that works.

/** A document of several operations and a shared schema at its end. */
const DOCUMENT = `openapi: 3.1.0
info: { title: Acme, version: 1.0.0 }
paths:
${["a", "b", "c", "d"]
  .map(
    (id) => `  /${id}:
    get:
      operationId: ${id}
      responses:
        "200":
          description: Found.
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
`,
  )
  .join("")}components:
  schemas:
    Thing: { type: object }
`;

async function folderWith(response: StubResponse, bytes = DOCUMENT): Promise<string> {
  const upstream = await startUpstream({ "/openapi.yaml": response });
  const entries = entry("vendor/a.yaml", { address: `${upstream.origin}/openapi.yaml`, bytes });
  return vendoredFolder(entries, { "vendor/a.yaml": bytes });
}

const until = (text: string): string => DOCUMENT.slice(0, DOCUMENT.indexOf(text));

describe("keeps everything as it was if upstream sends", () => {
  test.for<readonly [string, StubResponse, string]>([
    [
      "a document that ends in the middle, without a length",
      (_, response) => {
        response.writeHead(200, { "transfer-encoding": "chunked" }).end(until("components:"));
      },
      "refers to `#/components/schemas/Thing`, which it does not contain: it may have been cut off.",
    ],
    [
      "no operations",
      DOCUMENT.replace(/paths:[\s\S]*?components:/, "paths: {}\ncomponents:"),
      "has 0 of the 4 operations that it had.",
    ],
    [
      "less than half of the operations",
      DOCUMENT.replace(/ {2}\/b:[\s\S]*?components:/, "components:"),
      "has 1 of the 4 operations that it had.",
    ],
    ["HTML", "<!DOCTYPE html><html><body>Sign in</body></html>", "responds with an HTML page."],
    ["401", { status: 401 }, "responds with status 401."],
    [
      "more than 50 MB",
      `${DOCUMENT}x-padding: ${"x".repeat(51_000_000)}
`,
      "is larger than 50000000 bytes.",
    ],
  ])("%s", async ([, response, message]) => {
    const folder = await folderWith(response);
    const before = await readAll(folder);
    const error = await specErrorOf(sync({ folder, now: NOW }));
    expect(error.message).toContain(message);
    expect(await readAll(folder)).toEqual(before);
  });

  test("a status that waiting does not help against is not said to pass", async () => {
    const folder = await folderWith({ status: 401 });
    expect((await specErrorOf(sync({ folder }))).remedy).toContain("wants credentials");
  });
});

test("many removed operations are accepted on request, and some always", async () => {
  const few = DOCUMENT.replace(/ {2}\/b:[\s\S]*?components:/, "components:");
  const folder = await folderWith(few);
  const result = await sync({ folder, now: NOW, acceptRemovals: true });
  expect(result.files[0]?.changes).toEqual(["- GET /b", "- GET /c", "- GET /d"]);
  const half = DOCUMENT.replace(/ {2}\/c:[\s\S]*?components:/, "components:");
  expect((await sync({ folder: await folderWith(half) })).files[0]?.state).toBe("changed");
});

test("the root document, which nothing refers to, is not called unreferenced", async () => {
  const upstream = await startUpstream({ "/openapi.yaml": AFTER });
  const address = `${upstream.origin}/openapi.yaml`;
  const folder = await writeAll(join(await temporaryFolder(), "specs/acme"), {
    "openapi.yaml": BEFORE,
    "source.yaml": `files:\n${entry("openapi.yaml", { address, bytes: BEFORE })}`,
  });
  expect(await sync({ folder, now: NOW })).toMatchObject({
    unreferenced: [],
    written: ["openapi.yaml", "source.yaml"],
  });
});

describe("a document that was received by mail", () => {
  async function received(text: string): Promise<NonNullable<SyncOptions["from"]>> {
    const folder = await writeAll(await temporaryFolder(), { "mail.yaml": text });
    return { file: join(folder, "mail.yaml") };
  }

  test("replaces the vendored file and is recorded, and nothing is requested", async () => {
    const upstream = await startUpstream();
    const entries = entry("vendor/a.yaml", { address: `${upstream.origin}/a.yaml`, bytes: BEFORE });
    const folder = await vendoredFolder(entries, { "vendor/a.yaml": BEFORE });
    const from = await received(AFTER);
    const result = await sync({ folder, now: NOW, from });
    expect(result.files).toMatchObject([
      { state: "changed", changes: ["POST /inquiries: request body: + email_hint (string)"] },
    ]);
    expect(upstream.requests).toEqual([]);
    const files = await readAll(folder);
    expect(files["vendor/a.yaml"]).toBe(AFTER);
    expect(files["source.yaml"]).toContain("date: 2026-11-20");
    expect((await sync({ folder, now: NOW, from })).written).toEqual([]);
  });

  test("is refused if it is not OpenAPI, cannot be read, or could replace several files", async () => {
    const folder = await folderWith(DOCUMENT);
    const before = await readAll(folder);
    const problem = async (from: NonNullable<SyncOptions["from"]>) =>
      (await specErrorOf(sync({ folder, from }))).message;
    expect(await problem(await received("a: 1\n"))).toContain("is not an OpenAPI document");
    expect(await problem({ file: join(folder, "none.yaml") })).toContain("cannot be read.");
    expect(await problem({ ...(await received(AFTER)), as: "b.yaml" })).toBe(
      "There is no vendored file b.yaml.",
    );
    expect(await readAll(folder)).toEqual(before);
  });
});
