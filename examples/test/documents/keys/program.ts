import { connect } from "countersign";
import { keys } from "./src/generated/index.js";

let issued = 0;
const client = connect(keys, {
  baseUrl: process.argv[2] ?? "",
  header: "h k",
  query: "q&k",
  cookie: "c",
  username: "ana",
  password: "p:w",
  bearer: "b",
  oauth: async () => `o${++issued}`,
  openId: () => "i",
});
await client.byHeader();
await client.byQuery({ params: { query: { a: "1" } } });
await client.byCookie({ params: { cookie: { theme: "dark" } } });
await client.byBasic();
await client.byBearer();
await client.byOAuth();
await client.byOAuth();
await client.byOpenId();
await client.byBoth();
await client.byNone();
