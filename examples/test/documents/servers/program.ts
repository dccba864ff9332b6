import assert from "node:assert/strict";
import { type CountersignError, connect } from "countersign";
import { createClient, servers } from "./src/generated/index.js";

const own = process.argv[2] ?? "";
// Reroutes every call to the test's server, with the original host in the path.
const rerouted: typeof fetch = (input, init) => {
  const request = new Request(input, init);
  const { host, pathname, search } = new URL(request.url);
  return fetch(new Request(`${own}/${host}${pathname}${search}`, request));
};
const noFetch: typeof fetch = () => assert.fail("nothing may be sent");
const production = { environment: "production", tenant: "acme-1", region: "eu" } as const;
const sandbox = { environment: "sandbox", serverEnvironment: "test" } as const;

for (const options of [{ ...production, zone: "b" } as const, sandbox]) {
  const client = connect(servers, { ...options, fetch: rerouted });
  await client.ofDocument();
  await client.ofPath();
  await client.ofOperation();
}
await connect(servers, { ...production, version: "v3/beta", fetch: rerouted }).ofDocument();
await connect(servers, {
  environment: "sandbox",
  serverEnvironment: "live",
  port: "8443",
  fetch: rerouted,
}).ofDocument();
await createClient({ ...production, version: "v3", fetch: rerouted }).GET("/a");
await createClient({ ...sandbox, fetch: rerouted }).GET("/a");
await connect(servers, { baseUrl: `${own}/own/base` }).ofOperation();
assert.deepEqual(Object.keys(servers.servers), ["production", "sandbox"]);

// @ts-expect-error there is no such environment
assert.throws(() => connect(servers, { environment: "staging" }));
// @ts-expect-error with two servers, the environment is required
assert.throws(() => connect(servers, {}));
// @ts-expect-error production needs a tenant and a region
assert.throws(() => connect(servers, { environment: "production" }), /the option `tenant`/);
// @ts-expect-error the sandbox has no region
connect(servers, { ...sandbox, region: "eu" });
// @ts-expect-error production has no port
connect(servers, { ...production, port: "443" });
// @ts-expect-error only the plain client's own server counts there
createClient({ ...production, zone: "b" });

// An operation's own server rejects what it does not have, and does not guess what is missing.
const wrong = (operation: string, option: string) => (error: CountersignError) =>
  error.code === "configuration_invalid" &&
  error.message.startsWith(`Servers for \`${operation}\`: the option \`${option}\` must be one of`);
const american = connect(servers, { ...production, region: "us", fetch: noFetch });
await assert.rejects(american.ofOperation(), wrong("ofOperation", "region"));
await assert.rejects(american.ofPath(), wrong("ofPath", "zone"));

// No value reaches another part of the URL.
const hostile = ["evil.com/", "a@evil.com", "evil.com?", "evil.com#", "evil.com\\", "a:b", "a.b"];
for (const tenant of [...hostile, "", " ", "a\n", "%2e", "ä"]) {
  const options = { ...production, tenant, fetch: noFetch };
  assert.throws(() => connect(servers, options), /`tenant` must be a string that matches/);
  assert.throws(() => createClient(options), /"tenant" must be a string that matches/);
}
for (const version of ["../x", "..", "a/../b", "/v2", "v2?", "v2#", "a\\b", "%2e%2e", "a b"]) {
  const options = { ...production, version, fetch: noFetch };
  assert.throws(() => connect(servers, options), /`version` must be a string that matches/);
  assert.throws(() => createClient(options), /"version" must be a string that matches/);
}
