import assert from "node:assert/strict";
import { connect } from "countersign";
import { type components, names } from "./src/generated/index.js";

const client = connect(names, { baseUrl: process.argv[2] ?? "" });
await client.getUsers();
await client.getUsersByUserIdFiles({ params: { path: { "user-id": "a/b" } } });
await client.class();
await client.putWords();
await client.postWords();
await client.proto();
await client.patchWords();
await client.usersListAll();
await client.putOdd();
await client.postOdd();
await client.deleteOdd();
const body: components["schemas"]['Maß/ "ä"'] = { "naïve-名": "x", constructor: "y" };
const response = await client.uberGrosse({
  params: { path: { größe: "ü" }, query: { "filter[名]": "1" } },
  body,
});
assert.deepEqual([response.function, response["a-b"], response["a b"]], ["f", "1", "2"]);
// Awaiting the client returns the client, because it is not a thenable.
assert.equal(await client, client);
