import { createServer, type RequestListener } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { generate } from "../../src/generate.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { fetchRemote, isPublic } from "../../src/load/remote-file.ts";
import { HEAD, specErrorOf, specFolder } from "../helpers/spec.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** What makes a server on this machine one of the public internet, for a test. */
const here = { mayConnect: () => true, protocols: ["http:"] };

async function start(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

test.for([
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1"],
  ...["172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
  ...["::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fc00::1", "fe80::1"],
  ...["2001:db8::1", "2002:a00:1::", "ff02::1", "", "localhost"],
])("%j is not public", (address) => {
  expect(isPublic(address)).toBe(false);
});

test.for(["1.1.1.1", "172.32.0.1", "93.184.216.34", "2606:4700::1111"])("%s is", (address) => {
  expect(isPublic(address)).toBe(true);
});

describe("a file at an address", () => {
  test.for([
    ["of this machine", "https://127.0.0.1/a.yaml", "its host is in a private network"],
    ["of this machine by name", "https://localhost/a.yaml", "its host is in a private network"],
    ["of this machine in IPv6", "https://[::1]/a.yaml", "its host is in a private network"],
    ["that hides it in a number", "https://2130706433/a.yaml", "its host is in a private network"],
    ["of a cloud's metadata", "https://169.254.169.254/latest", "its host is in a private network"],
    ["over plain http", "http://1.1.1.1/a.yaml", "it is not an https address"],
    ["in a file", "file:///etc/passwd", "it is not an https address"],
    ["with a user name", "https://me@1.1.1.1/a.yaml", "it holds a user name"],
  ] as const)("%s is not fetched", async ([, address, message]) => {
    await expect(fetchRemote(address)).rejects.toThrow(message);
  });

  test("is fetched, over redirects that are judged like the first address", async () => {
    const origin = await start((request, response) => {
      if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
      else response.end(`text of ${request.url}`);
    });
    expect(await fetchRemote(`${origin}/old#part`, here)).toBe("text of /new");
    const evil = await start((_, response) => {
      response.writeHead(302, { location: "file:///etc/passwd" }).end();
    });
    await expect(fetchRemote(evil, here)).rejects.toThrow("it is not an https address");
    const asked: string[] = [];
    const inner = await start((request, response) => {
      asked.push(request.url ?? "");
      response.end("secret");
    });
    const outer = await start((_, response) => {
      response.writeHead(302, { location: inner.replace("127.0.0.1", "localhost") }).end();
    });
    let connections = 0;
    const firstOnly = { ...here, mayConnect: () => ++connections === 1 };
    await expect(fetchRemote(outer, firstOnly)).rejects.toThrow("its host is in a private network");
    expect(asked).toEqual([]);
  });

  test("is refused when it is too large, too slow, missing or endless", async () => {
    const large = await start((_, response) => void response.end("x".repeat(2000)));
    await expect(fetchRemote(large, { ...here, maxBytes: 1000 })).rejects.toThrow(
      "it is larger than 1000 bytes",
    );
    const slow = await start(() => undefined);
    await expect(fetchRemote(slow, { ...here, timeoutInMs: 50 })).rejects.toThrow();
    const missing = await start((_, response) => void response.writeHead(404).end());
    await expect(fetchRemote(missing, here)).rejects.toThrow("its server answers with status 404");
    const loop = await start(
      (_, response) => void response.writeHead(302, { location: "/" }).end(),
    );
    await expect(fetchRemote(loop, here)).rejects.toThrow("redirects more than 5 times");
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
    fetchRemote: (address) => fetchRemote(address, here),
  });
  expect(JSON.stringify(document)).toContain('"name":"page"');
});

test("a reference to a private network is refused at its place, and nothing is asked", async () => {
  let asked = 0;
  const origin = await start((_, response) => {
    asked += 1;
    response.end(USERS);
  });
  const out = await temporaryFolder();
  const options = { spec: await specFolder(spec(origin.replace("http:", "https:"))), out };
  const error = await specErrorOf(generate({ ...options, allowRemoteRefs: true }));
  expect(error.message).toContain("leads nowhere: its host is in a private network.");
  expect(error.place).toMatchObject({ line: 8, pointer: "#/paths/~1users/$ref" });
  expect(asked).toBe(0);
});
