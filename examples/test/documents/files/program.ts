import assert from "node:assert/strict";
import { connect } from "countersign";
import { files } from "./src/generated/index.js";

const client = connect(files, { baseUrl: process.argv[2] ?? "" });
const scan = new File(["scan"], "id.bin", { type: "application/octet-stream" });
const photo = new File(["png"], "1.png", { type: "image/png" });
await client.form({ body: { file: scan, photos: [photo] } });
// @ts-expect-error a string would not arrive as a file
const wrong: Parameters<typeof client.form>[0] = { body: { file: "scan" } };
void wrong;
const png: Blob = await client.raw({ body: new Blob(["\u0001\u0002"]) });
assert.deepEqual([png.type, await png.text()], ["image/png", "PNG"]);
const pdf: Blob = await client.pdf({ body: new Blob(["%PDF-1.7"]) });
assert.deepEqual([pdf.type, await pdf.text()], ["application/pdf", "%PDF-2.0"]);
// JSON has no bytes, and Base64 is text.
const encoded: string = await client.encoded({ body: { scan: "JVBERg==" } });
assert.equal(encoded, "JVBERi0=");
const { id }: { id: string } = await client.any();
assert.equal(id, "a");
const page: string = await client.page();
assert.equal(page, "<p>");
