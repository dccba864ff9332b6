import assert from "node:assert/strict";
import { connect } from "countersign";
import { nullable } from "./src/generated/index.js";

const client = connect(nullable, { baseUrl: process.argv[2] ?? "" });
const user = await client.getUser({
  params: { path: { id: "a b" }, query: { lang: "de" }, header: { "X-Trace": "t" } },
});
const name: string | null = user.name;
// The schema is recursive.
const second: string | null | undefined = user.manager?.manager?.name;
// @ts-expect-error a name may be null
const never: string = user.name;
const wrong: Parameters<typeof client.getUser>[0] = {
  // @ts-expect-error the operation's parameter overrides that of its path
  params: { path: { id: "" }, query: { lang: "fr" } },
};
assert.deepEqual([name, second, never, wrong.params.path.id], [null, "Ana", null, ""]);
