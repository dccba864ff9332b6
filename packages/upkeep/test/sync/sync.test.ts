import { createHash } from "node:crypto";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { NETWORK, type Network } from "@countersign/spec/fetch";
import { checkSources } from "@countersign/spec/load";
import { RecordingResolver } from "@countersign/spec/source";
import { readAll, writeAll } from "@countersign/testing/files";
import { locationOf, specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { sync } from "../../src/sync/sync.ts";
import { type StubResponse, startUpstream, type Upstream } from "./upstream.ts";
import { AFTER, BEFORE, entry, NOW, vendoredFolder } from "./vendored.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Returns a folder with `vendor/a.yaml` from `/a.yaml` of a site with the given response. */
async function fileFrom(response: StubResponse): Promise<{ folder: string; upstream: Upstream }> {
  const upstream = await startUpstream({ "/a.yaml": response });
  const entries = entry("vendor/a.yaml", { address: `${upstream.origin}/a.yaml`, bytes: BEFORE });
  return { upstream, folder: await vendoredFolder(entries, { "vendor/a.yaml": BEFORE }) };
}

describe("a file that upstream changed", () => {
  test("is replaced, recorded and compared, without touching the rest of source.yaml", async () => {
    const { folder, upstream } = await fileFrom(AFTER);
    const before = await readAll(folder);

    expect(await sync({ folder, now: NOW })).toEqual({
      name: "acme",
      files: [
        {
          path: "vendor/a.yaml",
          address: `${upstream.origin}/a.yaml`,
          state: "changed",
          changes: ["POST /inquiries: request body: + email_hint (string)"],
        },
      ],
      unreferenced: [],
      skipped: [],
      written: ["vendor/a.yaml", "source.yaml"],
    });
    expect(await readAll(folder)).toEqual({
      ...before,
      "vendor/a.yaml": AFTER,
      "source.yaml": `# Where each file comes from.
files:
  vendor/a.yaml:
    address: ${upstream.origin}/a.yaml # as of then
    date: 2026-11-20
    sha256: ${sha256(AFTER)}
    licence: MIT
  # what is ours
  openapi.yaml:
    hand-written: "the root document"
`,
    });
    await checkSources(folder, new RecordingResolver(folder));
  });

  test("is requested conditionally afterwards, with the server's validators", async () => {
    const headers = { etag: `W/"it's-2"`, "last-modified": "Fri, 20 Nov 2026 12:00:00 GMT" };
    const { folder, upstream } = await fileFrom({ headers, body: AFTER });

    await sync({ folder, now: NOW });
    const written = await readAll(folder);
    expect(written["source.yaml"]).toContain(
      `    sha256: ${sha256(AFTER)}
    etag: W/"it's-2"
    last-modified: Fri, 20 Nov 2026 12:00:00 GMT
    licence: MIT
`,
    );
    await checkSources(folder, new RecordingResolver(folder));

    const { files } = await sync({ folder, now: NOW });
    expect(files[0]?.state).toBe("unchanged");
    expect(upstream.requests[1]?.headers).toMatchObject({
      "if-none-match": headers.etag,
      "if-modified-since": headers["last-modified"],
    });
    expect(await readAll(folder)).toEqual(written);

    upstream.pages["/a.yaml"] = BEFORE;
    await sync({ folder, now: NOW });
    expect((await readAll(folder))["source.yaml"]).not.toMatch(/etag|last-modified/);
  });

  test("is not touched by a dry run, which returns the same result", async () => {
    const { folder } = await fileFrom(AFTER);
    const before = await readAll(folder);
    const dry = await sync({ folder, now: NOW, dryRun: true });
    expect(await readAll(folder)).toEqual(before);
    expect(dry).toEqual(await sync({ folder, now: NOW }));
  });

  test("keeps the line endings of source.yaml, and its own bytes exactly", async () => {
    const bytes = `\uFEFF${AFTER.replaceAll("\n", "\r\n")}# “end”`;
    const { folder } = await fileFrom({ headers: { etag: '"2"' }, body: bytes });
    const path = join(folder, "source.yaml");
    const text = (await readFile(path, "utf8")).replaceAll("\n", "\r\n");
    await writeAll(folder, { "source.yaml": text });

    await sync({ folder, now: NOW });

    expect(await readFile(join(folder, "vendor/a.yaml"))).toEqual(Buffer.from(bytes));
    const written = await readFile(path, "utf8");
    expect(written.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(written).toContain(`sha256: ${sha256(bytes)}\r\n    etag: '"2"'\r\n`);
  });
});

test("validators are recorded only if they are valid in HTTP", async () => {
  const headers = { etag: "1 # licence: none", "last-modified": "yesterday" };
  const { folder } = await fileFrom({ headers, body: AFTER });
  await sync({ folder, now: NOW });
  expect((await readAll(folder))["source.yaml"]).not.toMatch(/etag|last-modified|none|yesterday/);
});

describe("a file that has not changed", () => {
  test("leaves the folder untouched, even if the server has a new ETag", async () => {
    const { folder } = await fileFrom({ headers: { etag: '"deploy-7"' }, body: BEFORE });
    const before = await readAll(folder);
    expect(await sync({ folder, now: NOW })).toMatchObject({
      files: [{ state: "unchanged", changes: [] }],
      written: [],
    });
    expect(await readAll(folder)).toEqual(before);
  });

  test("is requested with the day before it was fetched if it has no validators", async () => {
    const { folder, upstream } = await fileFrom({ status: 304 });
    expect((await sync({ folder })).files[0]?.state).toBe("unchanged");
    const [request] = upstream.requests;
    expect(request?.line).toBe("GET /a.yaml");
    expect(request?.headers["if-modified-since"]).toBe("Fri, 30 Jan 2026 00:00:00 GMT");
    expect(request?.headers).not.toHaveProperty("authorization");
  });
});

describe("a folder that does not match its record", () => {
  test("gets a missing file back, which is fetched unconditionally", async () => {
    const { folder, upstream } = await fileFrom(BEFORE);
    const before = await readAll(folder);
    await rm(join(folder, "vendor/a.yaml"));
    expect(await sync({ folder, now: NOW })).toMatchObject({
      files: [{ state: "restored" }],
      written: ["vendor/a.yaml"],
    });
    expect(await readAll(folder)).toEqual(before);
    expect(upstream.requests[0]?.headers).not.toHaveProperty("if-modified-since");
  });

  test("is recorded if a sync was interrupted before that", async () => {
    const { folder } = await fileFrom(AFTER);
    await writeAll(folder, { "vendor/a.yaml": AFTER });
    expect(await sync({ folder, now: NOW })).toMatchObject({
      files: [{ state: "recorded" }],
      written: ["source.yaml"],
    });
    await checkSources(folder, new RecordingResolver(folder));
  });

  test("is rejected if a file was edited by hand, which is not overwritten", async () => {
    const { folder } = await fileFrom(AFTER);
    await writeAll(folder, { "vendor/a.yaml": `${BEFORE}# mine\n` });
    const before = await readAll(folder);
    const error = await specErrorOf(sync({ folder }));
    expect(error.message).toBe(
      "vendor/a.yaml matches neither the recorded version nor the one upstream.",
    );
    expect(await readAll(folder)).toEqual(before);
  });
});

describe("a provider is left untouched when", () => {
  const LIMITS = { maxBytes: 10_000, timeoutInMs: 300 };
  test.for<[string, StubResponse, string]>([
    ["a file does not exist", { status: 404 }, "responds with status 404."],
    ["the server fails", { status: 503 }, "responds with status 503."],
    [
      "the response is HTML by its type",
      { headers: { "content-type": "text/html; charset=utf-8" }, body: AFTER },
      "responds with an HTML page.",
    ],
    ["the response is HTML by its text", "\n<!DOCTYPE html><p>Hi", "responds with an HTML page."],
    [
      "the response is broken YAML",
      "openapi: 3.1.0\npaths: [\n",
      "is not an OpenAPI document (line 3): The file is not valid YAML: deficient indentation.",
    ],
    [
      "the response is other YAML",
      "name: acme\n",
      "is not an OpenAPI document (line 1): The file is not an OpenAPI document: it has no `openapi` field.",
    ],
    [
      "the response has a hostile version",
      'openapi: "3\\e[2J\\u202e"\n',
      "is not an OpenAPI document (line 1): The document has an unsupported version, `openapi: 3\\u{1b}[2J\\u{202e}`.",
    ],
    [
      "the response is a bomb of aliases",
      `openapi: 3.1.0\na0: &a0 [1, 2]\n${Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join("")}`,
      "is not an OpenAPI document",
    ],
    [
      "the response is not text",
      (_, response) => response.end(Buffer.from([0x6f, 0xff, 0xfe])),
      "responds with bytes that are not UTF-8 text.",
    ],
    [
      "the response has no end",
      (_, response) => {
        const write = (): void => {
          while (!response.destroyed && response.write("#".repeat(1_000)));
        };
        response.on("drain", write);
        write();
      },
      "is larger than 10000 bytes.",
    ],
    [
      "the response is compressed and far larger than it looks",
      (_, response) => {
        response
          .writeHead(200, { "content-encoding": "gzip" })
          .end(gzipSync("#".repeat(1_000_000)));
      },
      "is larger than 10000 bytes.",
    ],
    [
      "the body stops halfway",
      (_, response) => response.write("openapi: 3.1.0\n"),
      "takes more than 0.3 seconds.",
    ],
    ["the server never responds", () => {}, "takes more than 0.3 seconds."],
    [
      "the connection breaks",
      (_, response) => response.destroy(),
      "cannot be fetched: UND_ERR_SOCKET.",
    ],
    [
      "it redirects to http elsewhere",
      { status: 302, headers: { location: "http://acme.test/a.yaml" } },
      "redirects to http://acme.test/a.yaml, which is not followed.",
    ],
    [
      "it redirects to a file",
      { status: 302, headers: { location: "file:///etc/passwd" } },
      "redirects to file:///etc/passwd, which is not followed.",
    ],
    [
      "it redirects with a password",
      { status: 302, headers: { location: "https://me:secret@acme.test/" } },
      "redirects to https://acme.test/, which is not followed.",
    ],
    [
      "it redirects nowhere",
      { status: 302 },
      "redirects to a missing or invalid URL, which is not followed.",
    ],
    [
      "it redirects in a circle",
      { status: 307, headers: { location: "/a.yaml" } },
      "redirects more than 5 times.",
    ],
    [
      "it responds with an unrequested 206",
      { status: 206, body: AFTER },
      "responds with status 206.",
    ],
  ])("%s", async ([, response, problem]) => {
    const upstream = await startUpstream({ "/a.yaml": response, "/good.yaml": AFTER });
    const folder = await vendoredFolder(
      entry("vendor/good.yaml", { address: `${upstream.origin}/good.yaml`, bytes: BEFORE }) +
        entry("vendor/a.yaml", { address: `${upstream.origin}/a.yaml`, bytes: BEFORE }),
      { "vendor/good.yaml": BEFORE, "vendor/a.yaml": BEFORE },
    );
    const before = await readAll(folder);

    const error = await specErrorOf(sync({ folder, limits: LIMITS }));

    expect(error.message).toContain(`${upstream.origin}/a.yaml ${problem}`);
    expect(error.remedy).toMatch(/^[A-Z].+\.$/);
    expect(locationOf(error, folder)).toBe("source.yaml:9:14");
    expect(await readAll(folder)).toEqual(before);
  });

  test("the site cannot be reached", async () => {
    const { folder } = await fileFrom("");
    const path = join(folder, "source.yaml");
    const text = await readFile(path, "utf8");
    // Nothing listens on port 1 of this machine.
    await writeAll(folder, { "source.yaml": text.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1") });
    const error = await specErrorOf(sync({ folder }));
    expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:1\/a\.yaml cannot be fetched: /);
  });
});

test("five redirects are followed, even to another site on this machine", async () => {
  const last = await startUpstream({ "/last": AFTER });
  const { folder, upstream } = await fileFrom({ status: 301, headers: { location: "/b?c=d#e" } });
  upstream.pages["/b?c=d"] = { status: 302, headers: { location: "c" } };
  upstream.pages["/c"] = { status: 303, headers: { location: "/d" } };
  upstream.pages["/d"] = { status: 307, headers: { location: "/e" } };
  upstream.pages["/e"] = { status: 308, headers: { location: `${last.origin}/last` } };
  expect((await sync({ folder, now: NOW })).written).toContain("vendor/a.yaml");
  expect(last.requests.map(({ line }) => line)).toEqual(["GET /last"]);
});

test("redirects from a public site to this machine are not followed", async () => {
  const inside = await startUpstream({ "/secrets": AFTER });
  const location = `${inside.origin}/secrets`;
  const { folder, upstream } = await fileFrom({ status: 302, headers: { location } });
  const network: Network = {
    resolve: async (hostname) => {
      const found = await NETWORK.resolve(hostname);
      return found.map((each) => ({ ...each, reach: asked.length > 0 ? each.reach : "public" }));
    },
    allowsPlainHttp: true,
  };
  const asked = upstream.requests;
  const error = await specErrorOf(sync({ folder, network }));
  expect(error.message).toBe(
    `${upstream.origin}/a.yaml redirects to ${location}, which is not followed.`,
  );
  expect(inside.requests).toEqual([]);
});

describe("source.yaml is rejected before any request because of", () => {
  test.for([
    ["a URL over http", "address: http://acme.test/a.yaml", "4:14"],
    ["a file URL", "address: file:///etc/passwd", "4:14"],
    ["a URL with a password", "address: https://me:secret@acme.test/a.yaml", "4:14"],
    ["an invalid URL", "address: a.yaml", "4:14"],
    ["a missing URL", "adress: https://acme.test/a.yaml", "4:5"],
    ["an unknown part", "address: https://acme.test/a\n    part: page 3", "5:11"],
  ] as const)("%s", async ([, line, location]) => {
    const { folder, upstream } = await fileFrom(AFTER);
    const text = await readFile(join(folder, "source.yaml"), "utf8");
    await writeAll(folder, { "source.yaml": text.replace(/address: \S+/, line) });
    const error = await specErrorOf(sync({ folder }));
    expect(locationOf(error, folder)).toBe(`source.yaml:${location}`);
    expect(upstream.requests).toEqual([]);
  });

  test("a path outside the folder", async () => {
    const folder = await vendoredFolder(
      entry("../outside.yaml", { address: "https://acme.test/a.yaml", bytes: BEFORE }),
      {},
    );
    const error = await specErrorOf(sync({ folder }));
    expect(error.message).toBe("../outside.yaml is outside the spec folder.");
  });
});

test("a source.yaml with braces is rejected if it cannot be edited without loss", async () => {
  const { folder, upstream } = await fileFrom({ headers: { etag: '"2"' }, body: AFTER });
  await writeAll(folder, {
    "source.yaml": `files: { vendor/a.yaml: { address: "${upstream.origin}/a.yaml", date: 2026-01-31, sha256: ${sha256(BEFORE)}, licence: MIT } }\n`,
  });
  const before = await readAll(folder);
  const error = await specErrorOf(sync({ folder, now: NOW }));
  expect(error.message).toBe("The file's layout does not allow new versions to be recorded.");
  expect(await readAll(folder)).toEqual(before);
});

test("a folder without vendored files needs no network", async () => {
  const nothing = { name: "acme", files: [], unreferenced: [], skipped: [], written: [] };
  const network = { ...NETWORK, resolve: (): never => expect.unreachable() };
  expect(await sync({ folder: await vendoredFolder("", {}), network })).toEqual(nothing);
  const folder = await writeAll(join(await temporaryFolder(), "acme"), { "openapi.yaml": BEFORE });
  expect(await sync({ folder, network })).toEqual(nothing);
});

test.for([
  ["paywint", "create-enquiry-link"],
  ["inklink", "kyc-inquiry-create"],
] as const)("the recorded bytes of %s can be extracted from its page", async ([name, file]) => {
  const specs = join(import.meta.dirname, "../../../../specs", name);
  const folder = join(await temporaryFolder(), name);
  await cp(specs, folder, { recursive: true });
  const block = await readFile(join(specs, `vendor/${file}.yaml`), "utf8");
  // The page ends with the closing fence, without a line break.
  const body = `> ## Documentation Index\n\n# Title\n\n## OpenAPI\n\n\`\`\`\`yaml GET /a\n${block}\`\`\`\``;
  const upstream = await startUpstream({ "/a.md": body, "/llms.txt": "# Docs\n" });
  const text = await readFile(join(specs, "source.yaml"), "utf8");
  const address = text.replace(/(?<=address: )\S+/, `${upstream.origin}/a.md`);
  await writeAll(folder, { "source.yaml": address });
  const before = await readAll(folder);

  expect(await sync({ folder })).toMatchObject({
    files: [{ path: `vendor/${file}.yaml`, state: "unchanged" }],
    unreferenced: [],
    written: [],
  });
  expect(await readAll(folder)).toEqual(before);
});
