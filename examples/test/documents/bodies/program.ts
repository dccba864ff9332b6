import assert from "node:assert/strict";
import { connect } from "countersign";
import { bodies } from "./src/generated/index.js";

const client = connect(bodies, { baseUrl: process.argv[2] ?? "" });
const response = await client.several({ body: { a: 1 } });
assert.deepEqual(response, { ok: true });
await client.suffix({ body: { a: null } });
const csv: string = await client.text({ body: "a,b\n" });
assert.equal(csv, "1,2\n");
const png: Blob = await client.binary({ body: new Blob(["\u0001\u0002"]) });
assert.equal(png.type, "image/png");
await client.form({ body: { grant: "a b", scope: ["x", "y&z"] } });
await client.multipart({
  body: {
    file: new File(["scan"], "id.png", { type: "image/png" }),
    meta: { page: 2 },
    tags: ["a", "b"],
  },
});
// @ts-expect-error the form's file is required
const wrong: Parameters<typeof client.multipart>[0] = { body: { tags: [] } };
void wrong;
