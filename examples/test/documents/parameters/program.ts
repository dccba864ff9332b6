import { connect } from "countersign";
import { parameters } from "./src/generated/index.js";

const client = connect(parameters, { baseUrl: process.argv[2] ?? "" });
const list = ["a", "b c"];
const object = { r: 1, g: "x/y" };
await client.simple({
  params: {
    path: { list, object, exploded: object },
    header: { "X-List": list, "X-Object": object },
  },
});
await client.label({ params: { path: { list, exploded: object } } });
await client.matrix({ params: { path: { list, exploded: list } } });
await client.form({ params: { query: { list, joined: list, object, flat: object } } });
await client.delimited({ params: { query: { spaces: list, pipes: list, deep: object } } });
await client.json({ params: { query: { filter: object, reserved: "a/b?c&d", plain: "a/b?c&d" } } });
await client.cookie({ params: { cookie: { session: "s", list } } });
// @ts-expect-error this parameter does not accept a list
const wrong: Parameters<typeof client.json>[0] = { params: { query: { plain: list } } };
void wrong;
