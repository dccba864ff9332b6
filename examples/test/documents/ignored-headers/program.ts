import { connect } from "countersign";
import { createClient, ignoredHeaders } from "./src/generated/index.js";

const baseUrl = process.argv[2] ?? "";
const client = connect(ignoredHeaders, { baseUrl });
await client.withHeaders();
await client.GET("/headers");
await createClient({ baseUrl }).GET("/headers");
const header = { "X-Kept": "k" };
await client.shared({ params: { header }, body: { a: 1 } });
type Header = NonNullable<Parameters<typeof client.shared>[0]>["params"]["header"];
const names: keyof Header extends "X-Kept" ? true : false = true;
void names;
