import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { changesetText } from "../../src/changeset/changeset-text.ts";
import { compareModels } from "../../src/diff/compare-models.ts";
import { highest } from "../../src/diff/rating.ts";
import { documentOf, type Fragment, modelOf, object } from "../diff/helpers/compared.ts";

const RATINGS = join(import.meta.dirname, "../diff/ratings");

/** Returns the text of the changeset for an update, without its front matter. */
async function noteOf(before: object, after: object): Promise<string> {
  const changes = (
    await compareModels(modelOf(before as Fragment), modelOf(after as Fragment))
  ).all();
  const rating = highest(changes.map((change) => change.rating));
  const names = { provider: "acme", package: "@countersign/acme" };
  const base = { from: "a", commit: "c", isReleased: true };
  const report = { ...names, ...base, to: "b", rating, stale: false, changes };
  return changesetText(report)?.split("---\n\n")[1] ?? "";
}

const get = (id: string, responses: Fragment): Fragment => ({
  [`/${id}`]: { get: { operationId: id, responses } },
});
const operations = (ids: readonly string[], more: Fragment): Fragment =>
  documentOf({
    paths: Object.assign(
      {},
      ...ids.map((id) =>
        get(id, { 200: { description: "", ...more }, 404: { description: "", ...more } }),
      ),
    ),
  });

test("one change of many events is one line that counts them", async () => {
  const read = (file: string): object =>
    parse(readFileSync(join(RATINGS, "15-one-change-in-50-events", file), "utf8")) as object;
  const note = await noteOf(read("before.yaml"), read("after.yaml"));
  const all = Array.from({ length: 50 }, (_, index) => `\`thing.e${index + 1}\``).join(", ");
  expect(note).toBe(`Follow changes to 50 events

Changed:

- \`data\` in the payload of 50 events can no longer be \`B\` or \`C\`.

  <details><summary>All 50 names</summary>

  ${all}

  </details>

`);
});

test("one header of many responses is one line, whatever the status", async () => {
  const ids = ["a", "b", "c"];
  const headers = { "X-Limit": { schema: { type: "integer" } } };
  expect(
    await noteOf(operations(ids, {}), operations(ids, { headers })),
  ).toBe(`Read new headers of \`a\`, \`b\` and \`c\`

Changed:

- Responses of 3 operations have the new header \`X-Limit\`: \`a\`, \`b\`, \`c\`.
`);
});

test("what breaks comes first and is complete, and the title says what it is", async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `op${index}`);
  const schema = (type: string) => ({
    content: { "application/json": { schema: object({ id: { type } }) } },
  });
  const added = get("added", { 204: { description: "" } });
  const before = operations(ids, schema("string"));
  const after = operations(ids, schema("number"));
  const note = await noteOf(before, { ...after, paths: Object.assign({}, after.paths, added) });
  expect(note.split("\n")[0]).toBe("Adapt code that uses 60 operations");
  expect(note).toContain("`id` in responses of 60 operations is now a number; it was a string.");
  expect(note.indexOf("What breaks")).toBeLessThan(note.indexOf("Added:"));
  for (const id of ids) expect(note).toContain(`\`${id}\``);
});

test("what to do follows the names of what breaks", async () => {
  const schemas = (type: string) =>
    documentOf({
      components: { schemas: { A: object({ id: { type } }), B: object({ id: { type } }) } },
    });
  expect(
    await noteOf(schemas("string"), schemas("number")),
  ).toBe(`Adapt code that uses \`A\` and \`B\`

What breaks, and how to adapt:

- \`id\` of 2 types is now a number; it was a string: \`A\`, \`B\`. Read a value of the new type.
`);
});

test("the title of additions names the operations and what can be read", async () => {
  const one = get("listUsers", {
    200: {
      description: "",
      content: { "application/json": { schema: { $ref: "#/components/schemas/User" } } },
    },
  });
  const withUser = (properties: Fragment, more: Fragment = {}) =>
    documentOf({
      paths: Object.assign({}, one, more),
      components: { schemas: { User: object(properties) } },
    });
  const text = { type: "string" };
  const note = await noteOf(
    withUser({ id: text }),
    withUser({ id: text, "expired-by": text }, get("runBatch", { 204: { description: "" } })),
  );
  expect(note.split("\n")[0]).toBe("Call `runBatch`; read `User.expired-by`");
});
