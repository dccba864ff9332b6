import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { fetchRef } from "../../src/fetch/fetch-ref.ts";
import { NETWORK } from "../../src/fetch/network.ts";

// A name server that belongs to an attacker: it answers as it likes, and differently each time.
const responses = vi.hoisted((): { address: string; family: number }[][] => []);
vi.mock("node:dns/promises", () => ({ lookup: async () => responses.shift() ?? [] }));

const to = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

/** The name server is asked, and 127.0.0.1 plays a public address. */
const here = {
  network: {
    resolve: async (hostname: string) => {
      const found = await NETWORK.resolve(hostname);
      return found.map((each) =>
        each.address === "127.0.0.1" ? { ...each, reach: "public" as const } : each,
      );
    },
    allowsPlainHttp: true,
  },
};

test("the connection goes to the address that was judged, and the name is not looked up again", async () => {
  const server = createServer((_, response) => void response.end("judged"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  responses.push(to("127.0.0.1"), to("127.0.0.2"));
  expect(await fetchRef(`http://rebinding.test:${port}/`, here)).toBe("judged");
  expect(responses).toEqual([to("127.0.0.2")]);
  responses.length = 0;
});

test.for([
  ["one private address among public ones", ["127.0.0.1", "10.0.0.1"]],
  ["a private address in IPv6", ["127.0.0.1", "fd00::1"]],
  ["a private address within IPv6", ["::ffff:169.254.169.254"]],
] as const)("a name with %s is not followed", async ([, addresses]) => {
  responses.push(to(...addresses));
  await expect(fetchRef("http://rebinding.test/", here)).rejects.toThrow(
    "it is in a private network",
  );
});

test("a name without an address leads nowhere", async () => {
  await expect(fetchRef("http://rebinding.test/", here)).rejects.toThrow();
});
