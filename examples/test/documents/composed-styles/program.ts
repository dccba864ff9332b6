import { connect } from "countersign";
import { composedStyles } from "./src/generated/index.js";

const client = connect(composedStyles, { baseUrl: process.argv[2] ?? "" });
const list = ["a", "b"];
const page = { limit: 2, cursor: "x" };
await client.listItems({ params: { query: { ids: list } } });
await client.listItems({ params: { query: { tags: list } } });
await client.listItems({ params: { query: { page } } });
await client.listItems({ params: { query: { page2: page } } });
await client.listItems({ params: { query: { page3: page } } });
await client.listItems({ params: { query: { plain: list } } });
await client.listItems({ params: { query: { ids: null, page2: null, plain: ["a,b", "c"] } } });
await client.union({ params: { query: { either: "a" }, header: { "X-Either": "a" } } });
await client.union({ params: { query: { either: list }, header: { "X-Either": list } } });
await client.union({ params: { header: { "X-Either": page } } });
