import { HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { fetchRef } from "../../src/fetch/fetch-ref.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { networkOf, start } from "./servers.ts";

/** Treats this machine as part of the public internet. */
const here = { network: networkOf({ "127.0.0.1": "public" }) };

describe("fetchRef", () => {
  test.for([
    ["a URL of this machine", "https://127.0.0.1/a.yaml", "it is in a private network"],
    ["a URL of this machine by name", "https://localhost/a.yaml", "it is in a private network"],
    ["an IPv6 URL of this machine", "https://[::1]/a.yaml", "it is in a private network"],
    [
      "a URL of this machine, written as a number",
      "https://2130706433/a.yaml",
      "it is in a private network",
    ],
    ["a URL of cloud metadata", "https://169.254.169.254/latest", "it is in a private network"],
    [
      "a plain http URL",
      "http://1.1.1.1/a.yaml",
      "it must be an https URL without a user name or password",
    ],
    ["a file URL", "file:///etc/passwd", "it must be an https URL without a user name or password"],
    [
      "a URL with a user name",
      "https://me@1.1.1.1/a.yaml",
      "it must be an https URL without a user name or password",
    ],
  ] as const)("refuses %s", async ([, url, message]) => {
    await expect(fetchRef(url)).rejects.toThrow(message);
  });

  test("follows redirects, and checks each like the first URL", async () => {
    const origin = await start((request, response) => {
      if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
      else response.end(`text of ${request.url}`);
    });
    expect(await fetchRef(`${origin}/old#part`, here)).toBe("text of /new");
    const evil = await start((_, response) => {
      response.writeHead(302, { location: "file:///etc/passwd" }).end();
    });
    await expect(fetchRef(evil, here)).rejects.toThrow("it redirects to file:///etc/passwd");
    const requests: string[] = [];
    const inner = await start((request, response) => {
      requests.push(request.url ?? "");
      response.end("secret");
    });
    const outer = await start((_, response) => {
      response.writeHead(302, { location: inner.replace("127.0.0.1", "localhost") }).end();
    });
    await expect(fetchRef(outer, here)).rejects.toThrow("which is not followed");
    expect(requests).toEqual([]);
  });

  test("refuses a file that is too large, too slow or missing, or redirects endlessly", async () => {
    const large = await start((_, response) => void response.end("x".repeat(2000)));
    await expect(fetchRef(large, { ...here, limits: { maxBytes: 1000 } })).rejects.toThrow(
      "it is larger than 1000 bytes",
    );
    const slow = await start(() => undefined);
    await expect(fetchRef(slow, { ...here, limits: { timeoutInMs: 50 } })).rejects.toThrow(
      "it takes more than 0.05 seconds",
    );
    const missing = await start((_, response) => void response.writeHead(404).end());
    await expect(fetchRef(missing, here)).rejects.toThrow("it responds with status 404");
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

test("bundles a document from several URLs if that is allowed", async () => {
  const origin = await start((request, response) => {
    const page = "{ name: page, in: query, schema: { type: integer } }";
    response.end(request.url === "/users.yaml" ? USERS : page);
  });
  const folder = await specFolder(spec(origin));
  const { document } = await loadSpec(folder, {
    fetchRef: (url) => fetchRef(url, here),
  });
  expect(JSON.stringify(document)).toContain('"name":"page"');
});

test("refuses a reference to a private network at its location, without sending a request", async () => {
  let requests = 0;
  const origin = await start((_, response) => {
    requests += 1;
    response.end(USERS);
  });
  const folder = await specFolder(spec(origin.replace("http:", "https:")));
  const error = await specErrorOf(loadSpec(folder, { fetchRef }));
  expect(error.message).toContain("cannot be resolved: it is in a private network.");
  expect(error.location).toMatchObject({ line: 8, pointer: "#/paths/~1users/$ref" });
  expect(requests).toBe(0);
});
