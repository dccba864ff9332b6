import assert from "node:assert/strict";
import { connect } from "countersign";
import { servers } from "./src/generated/index.js";

const own = process.argv[2] ?? "";
// Reroutes every call to the test's server, with the original host in the path.
const rerouted: typeof fetch = (input, init) => {
  const request = new Request(input, init);
  const { host, pathname, search } = new URL(request.url);
  return fetch(new Request(`${own}/${host}${pathname}${search}`, request));
};
for (const environment of ["production", "sandbox"] as const) {
  const client = connect(servers, { environment, fetch: rerouted });
  await client.ofDocument();
  await client.ofPath();
  await client.ofOperation();
}
await connect(servers, { baseUrl: `${own}/own/base` }).ofOperation();
assert.deepEqual(Object.keys(servers.servers), ["production", "sandbox"]);
// @ts-expect-error there is no such environment
assert.throws(() => connect(servers, { environment: "staging" }));
// @ts-expect-error with two servers, the environment is required
assert.throws(() => connect(servers, {}));
