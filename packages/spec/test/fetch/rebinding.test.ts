import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { fetchRef } from "../../src/fetch/fetch-ref.ts";
import { NETWORK } from "../../src/fetch/network.ts";

// An attacker's name server, which may respond differently each time.
const responses = vi.hoisted((): { address: string; family: number }[][] => []);
vi.mock("node:dns/promises", () => ({ lookup: async () => responses.shift() ?? [] }));

const to = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

/** Uses the attacker's name server, and treats 127.0.0.1 as a public IP address. */
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

test("connects to the IP address that was checked, without resolving the name again", async () => {
  const server = createServer((_, response) => void response.end("checked"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  responses.push(to("127.0.0.1"), to("127.0.0.2"));
  expect(await fetchRef(`http://rebinding.test:${port}/`, here)).toBe("checked");
  expect(responses).toEqual([to("127.0.0.2")]);
  responses.length = 0;
});

test.for([
  ["one private IP address among public ones", ["127.0.0.1", "10.0.0.1"]],
  ["a private IPv6 address", ["127.0.0.1", "fd00::1"]],
  ["a private IPv4 address within an IPv6 one", ["::ffff:169.254.169.254"]],
] as const)("refuses a name with %s", async ([, addresses]) => {
  responses.push(to(...addresses));
  await expect(fetchRef("http://rebinding.test/", here)).rejects.toThrow(
    "it is in a private network",
  );
});

test("refuses a name without an IP address", async () => {
  await expect(fetchRef("http://rebinding.test/", here)).rejects.toThrow();
});
