import { HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { fetchRef } from "../../src/fetch/fetch-ref.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { networkOf, start } from "./servers.ts";

/** What makes a server on this machine one of the public internet, for a test. */
const here = { network: networkOf({ "127.0.0.1": "public" }) };

describe("a file at an address", () => {
  test.for([
    ["of this machine", "https://127.0.0.1/a.yaml", "it is in a private network"],
    ["of this machine by name", "https://localhost/a.yaml", "it is in a private network"],
    ["of this machine in IPv6", "https://[::1]/a.yaml", "it is in a private network"],
    ["that hides it in a number", "https://2130706433/a.yaml", "it is in a private network"],
    ["of a cloud's metadata", "https://169.254.169.254/latest", "it is in a private network"],
    ["over plain http", "http://1.1.1.1/a.yaml", "it is not an https address without a user name"],
    ["in a file", "file:///etc/passwd", "it is not an https address without a user name"],
    [
      "with a user name",
      "https://me@1.1.1.1/a.yaml",
      "it is not an https address without a user name",
    ],
  ] as const)("%s is not fetched", async ([, address, message]) => {
    await expect(fetchRef(address)).rejects.toThrow(message);
  });

  test("is fetched, over redirects that are judged like the first address", async () => {
    const origin = await start((request, response) => {
      if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
      else response.end(`text of ${request.url}`);
    });
    expect(await fetchRef(`${origin}/old#part`, here)).toBe("text of /new");
    const evil = await start((_, response) => {
      response.writeHead(302, { location: "file:///etc/passwd" }).end();
    });
    await expect(fetchRef(evil, here)).rejects.toThrow("it redirects to file:///etc/passwd");
    const asked: string[] = [];
    const inner = await start((request, response) => {
      asked.push(request.url ?? "");
      response.end("secret");
    });
    const outer = await start((_, response) => {
      response.writeHead(302, { location: inner.replace("127.0.0.1", "localhost") }).end();
    });
    await expect(fetchRef(outer, here)).rejects.toThrow("which is not followed");
    expect(asked).toEqual([]);
  });

  test("is refused when it is too large, too slow, missing or endless", async () => {
    const large = await start((_, response) => void response.end("x".repeat(2000)));
    await expect(fetchRef(large, { ...here, limits: { maxBytes: 1000 } })).rejects.toThrow(
      "it answers with more than 1000 bytes",
    );
    const slow = await start(() => undefined);
    await expect(fetchRef(slow, { ...here, limits: { timeoutInMs: 50 } })).rejects.toThrow(
      "it takes more than 0.05 seconds",
    );
    const missing = await start((_, response) => void response.writeHead(404).end());
    await expect(fetchRef(missing, here)).rejects.toThrow("it answers with status 404");
    const loop = await start(
      (_, response) => void response.writeHead(302, { location: "/" }).end(),
    );
    await expect(fetchRef(loop, here)).rejects.toThrow("redirects more than 5 times");
  });
});

const spec = (origin: string) => `${HEAD}paths:\n  /users: { $ref: "${origin}/users.yaml" }\n`;
const USERS = `get:
  operationId: listUsers
  parameters: [{ $ref: "parts/page.yaml" }]
  responses: { "200": { description: The users. } }
`;

test("a document may be in several files at addresses, where that is allowed", async () => {
  const origin = await start((request, response) => {
    const page = "{ name: page, in: query, schema: { type: integer } }";
    response.end(request.url === "/users.yaml" ? USERS : page);
  });
  const folder = await specFolder(spec(origin));
  const { document } = await loadSpec(folder, {
    fetchRef: (address) => fetchRef(address, here),
  });
  expect(JSON.stringify(document)).toContain('"name":"page"');
});

test("a reference to a private network is refused at its place, and nothing is asked", async () => {
  let asked = 0;
  const origin = await start((_, response) => {
    asked += 1;
    response.end(USERS);
  });
  const folder = await specFolder(spec(origin.replace("http:", "https:")));
  const error = await specErrorOf(loadSpec(folder, { fetchRef }));
  expect(error.message).toContain("leads nowhere: it is in a private network.");
  expect(error.location).toMatchObject({ line: 8, pointer: "#/paths/~1users/$ref" });
  expect(asked).toBe(0);
});
