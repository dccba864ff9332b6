import assert from "node:assert/strict";
import { connect } from "countersign";
import { createClient, serverVariable } from "./src/generated/index.js";

const own = process.argv[2] ?? "";
// Reroutes every call to the test's server, with the original host in the path.
const rerouted: typeof fetch = (input, init) => {
  const request = new Request(input, init);
  const { host, pathname, search } = new URL(request.url);
  return fetch(new Request(`${own}/${host}${pathname}${search}`, request));
};
const noFetch: typeof fetch = () => assert.fail("nothing may be sent");

for (const region of ["eu", "us", "ca"] as const) {
  await connect(serverVariable, { region, fetch: rerouted }).listUsers();
}
await connect(serverVariable, { environment: "production", region: "us", fetch: rerouted }).GET(
  "/users",
);
await connect(serverVariable, { baseUrl: `${own}/own` }).listUsers();
await createClient({ region: "ca", fetch: rerouted }).GET("/users");
await createClient({ baseUrl: `${own}/own` }).GET("/users");

const message = /the option `region` must be one of eu, us, ca/;
const invalid = { code: "configuration_invalid", message };
// @ts-expect-error no region is chosen silently
assert.throws(() => connect(serverVariable, { fetch: noFetch }), invalid);
// @ts-expect-error not a region of the document
assert.throws(() => connect(serverVariable, { region: "mars", fetch: noFetch }), invalid);
// @ts-expect-error not a string
assert.throws(() => connect(serverVariable, { region: ["eu"], fetch: noFetch }), invalid);
// @ts-expect-error a base URL has no region
connect(serverVariable, { region: "eu", baseUrl: own });
const inherited = Object.create({ region: "eu" });
assert.throws(() => connect(serverVariable, inherited), invalid);

const plain = { name: "TypeError", message: /"region" must be one of eu, us, ca/ };
// @ts-expect-error no region is chosen silently
assert.throws(() => createClient({ fetch: noFetch }), plain);
// @ts-expect-error not a region of the document
assert.throws(() => createClient({ region: "mars", fetch: noFetch }), plain);
// @ts-expect-error a base URL has no region
createClient({ region: "eu", baseUrl: own });
assert.throws(() => createClient(inherited), plain);
