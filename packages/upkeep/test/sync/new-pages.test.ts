import { createHash } from "node:crypto";
import { join } from "node:path";
import { checkSources } from "@countersign/spec/load";
import { RecordingResolver } from "@countersign/spec/source";
import { readAll, writeAll } from "@countersign/testing/files";
import { specErrorOf } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { sync } from "../../src/sync/sync.ts";
import { type StubResponse, startUpstream, type Upstream } from "./upstream.ts";
import { AFTER, BEFORE, entry, NOW, page, vendoredFolder } from "./vendored.ts";

const PART = "the OpenAPI block of the page";
const GET = BEFORE.replace("post:", "get:").replace("createInquiry", "listInquiries");

/** Returns a folder with the block of `/api/kyc/create.md`, from a site that also serves other pages. */
async function siteWith(
  pages: Record<string, StubResponse>,
): Promise<{ folder: string; upstream: Upstream }> {
  const upstream = await startUpstream({
    "/api/kyc/create.md": page(BEFORE),
    "/llms.txt": "# Acme\n",
    ...pages,
  });
  const address = `${upstream.origin}/api/kyc/create.md`;
  const entries = entry("vendor/a.yaml", { address, bytes: BEFORE, part: PART });
  return { upstream, folder: await vendoredFolder(entries, { "vendor/a.yaml": BEFORE }) };
}

const lines = ({ requests }: Upstream): string[] => requests.map(({ line }) => line);

describe("a page that contains a document", () => {
  test("is reduced to its OpenAPI block, whose changes are listed", async () => {
    const { folder } = await siteWith({ "/api/kyc/create.md": page(AFTER) });
    expect(await sync({ folder, now: NOW })).toMatchObject({
      files: [{ changes: ["POST /inquiries: request body: + email_hint (string)"] }],
      skipped: [],
    });
    expect((await readAll(folder))["vendor/a.yaml"]).toBe(AFTER);
  });

  test("may contain other blocks that are not documents", async () => {
    const others = [
      "```yaml\nname: [\n```",
      "```md\n```yaml\nopenapi: 3.1.0\n```",
      "~~~json\n{}\n~~~",
      "```ts\nopenapi: 1\n```",
      "``` yaml ` openapi: 1",
      "    ```yaml\n    openapi: 1\n    ```",
    ];
    const { folder } = await siteWith({
      "/api/kyc/create.md": `${others.join("\n\n")}\n\n${page(BEFORE)}`,
    });
    expect((await sync({ folder })).files[0]?.state).toBe("unchanged");
  });

  test.for([
    ["has lost its block", "# Create\n", "no longer has an OpenAPI block."],
    ["does not close its block", page(BEFORE).slice(0, -2), "no longer has an OpenAPI block."],
    ["has two blocks", `${page(BEFORE)}\n\n${page(AFTER)}\n`, "has several OpenAPI blocks."],
    ["has a broken block", page("openapi: 3.1.0\npaths: [\n"), "is not an OpenAPI document"],
  ] as const)("is rejected when it %s", async ([, body, problem]) => {
    const { folder } = await siteWith({ "/api/kyc/create.md": body });
    const before = await readAll(folder);
    expect((await specErrorOf(sync({ folder }))).message).toContain(
      `/api/kyc/create.md ${problem}`,
    );
    expect(await readAll(folder)).toEqual(before);
  });

  test.for([404, 410])(
    "is reported when it has disappeared with %i, and its file is kept",
    async (status) => {
      const { folder } = await siteWith({
        "/api/kyc/create.md": { status },
        "/llms.txt": "[New](/api/kyc/list)",
        "/api/kyc/list.md": page(GET),
      });
      const { files, written } = await sync({ folder, now: NOW });
      expect(files.map(({ path, state }) => [path, state])).toEqual([
        ["vendor/a.yaml", "disappeared"],
        ["vendor/list.yaml", "new"],
      ]);
      expect(written).toEqual(["vendor/list.yaml", "source.yaml"]);
      expect((await readAll(folder))["vendor/a.yaml"]).toBe(BEFORE);
    },
  );
});

describe("pages that llms.txt lists", () => {
  test("become new files with an entry each, and are reported until something refers to them", async () => {
    const { folder, upstream } = await siteWith({
      "/llms.txt": `# Acme

- [\u001b[2J\u202eCreate](/api/kyc/create.md): vendored already
- [List](/api/kyc/list.md): new
- [List again](http://acme.test/api/kyc/list.md): on another site
- [Overview](/api/kyc/overview): no operation
- [Deep](/api/kyc/sessions/get.md)
`,
      "/api/kyc/list.md": { headers: { etag: '"1"' }, body: page(GET, "\u001b]0;owned\u0007") },
      "/api/kyc/overview.md": "# Overview\n",
      "/api/kyc/sessions/get.md": page(GET.replaceAll("nquiries", "nquiries/{id}/sessions")),
    });
    const before = await readAll(folder);

    const result = await sync({ folder, now: NOW });

    expect(result).toEqual({
      name: "acme",
      files: [
        {
          path: "vendor/a.yaml",
          address: `${upstream.origin}/api/kyc/create.md`,
          state: "unchanged",
          changes: [],
        },
        {
          path: "vendor/list.yaml",
          address: `${upstream.origin}/api/kyc/list.md`,
          state: "new",
          changes: ["+ GET /inquiries"],
        },
        {
          path: "vendor/get.yaml",
          address: `${upstream.origin}/api/kyc/sessions/get.md`,
          state: "new",
          changes: ["+ GET /inquiries/{id}/sessions"],
        },
      ],
      unreferenced: ["vendor/list.yaml", "vendor/get.yaml"],
      skipped: [],
      written: ["vendor/list.yaml", "vendor/get.yaml", "source.yaml"],
    });
    expect(lines(upstream)).toEqual([
      "GET /api/kyc/create.md",
      "GET /llms.txt",
      "GET /api/kyc/list.md",
      "GET /api/kyc/overview.md",
      "GET /api/kyc/sessions/get.md",
    ]);
    const after = await readAll(folder);
    expect(after["vendor/list.yaml"]).toBe(GET);
    const hash = (path: string): string =>
      createHash("sha256")
        .update(after[path] ?? "")
        .digest("hex");
    const own = "  # what is ours\n";
    expect(after["source.yaml"]).toBe(
      before["source.yaml"]?.replace(
        own,
        `  vendor/list.yaml:
    address: ${upstream.origin}/api/kyc/list.md
    part: the OpenAPI block of the page
    date: 2026-11-20
    sha256: ${hash("vendor/list.yaml")}
    etag: '"1"'
    licence: not stated by the publisher
  vendor/get.yaml:
    address: ${upstream.origin}/api/kyc/sessions/get.md
    part: the OpenAPI block of the page
    date: 2026-11-20
    sha256: ${hash("vendor/get.yaml")}
    licence: not stated by the publisher
${own}`,
      ),
    );
    await checkSources(folder, new RecordingResolver(folder));

    await writeAll(folder, {
      "paths.yaml": '/sessions:\n  "$ref": "./vendor/get.yaml#/paths/~1inquiries"\n',
    });
    const again = await sync({ folder, now: NOW });
    expect(again.written).toEqual([]);
    expect(again.unreferenced).toEqual(["vendor/list.yaml"]);
  });

  test("are added only from the folder of a vendored page, on the same site", async () => {
    const other = await startUpstream({ "/api/kyc/x.md": page(GET) });
    const { folder, upstream } = await siteWith({
      "/llms.txt": [
        "/api/other/list.md",
        "/api/kyc/../other/list.md",
        "/api/kyc/%2e%2e/other/list.md",
        "/api/kyc",
        "/api/kyc/",
        "/api/kyc-2/list.md",
        "//acme.test/api/kyc/list.md",
        `${other.origin}/api/kyc/x.md`,
        "file:///api/kyc/list.md",
        "javascript:alert(1)",
        "http://",
        "#list",
      ]
        .map((link) => `- [Page](${link})`)
        .join("\n"),
    });
    expect(await sync({ folder })).toMatchObject({ written: [], skipped: [] });
    expect(lines(upstream)).toEqual(["GET /api/kyc/create.md", "GET /llms.txt"]);
    expect(other.requests).toEqual([]);
  });

  test("stay in vendor/ and overwrite nothing, even with hostile names", async () => {
    const names = {
      "..%2f..%2fx.md": "vendor/x.yaml",
      "..%5c..%5cy.md": "vendor/y.yaml",
      "%00%1b[2J.md": "vendor/2j.yaml",
      "%ff.md": "vendor/ff.yaml",
      "CON.md": "vendor/page-con.yaml",
      "...md": "vendor/page.yaml",
      "A.md": "vendor/a-2.yaml",
      "taken.md": "vendor/taken-2.yaml",
      "sub/taken.md": "vendor/taken-3.yaml",
      "__proto__.md": "vendor/proto.yaml",
      "%E5%88%97.md": "vendor/page-2.yaml",
      [`${"long".repeat(100)}.md`]: `vendor/${"long".repeat(20)}.yaml`,
    };
    const paths = Object.keys(names).map((name) => `/api/kyc/${name}`);
    const { folder } = await siteWith({
      "/llms.txt": paths.map((path) => `[x](${path})`).join("\n"),
      ...Object.fromEntries(paths.map((path) => [path, page(GET)])),
    });
    await writeAll(folder, { "vendor/taken.yaml": "mine" });
    const before = await readAll(join(folder, "../.."));

    const { written } = await sync({ folder, now: NOW });

    expect([...written].sort()).toEqual([...Object.values(names), "source.yaml"].sort());
    const after = await readAll(join(folder, "../.."));
    expect(Object.keys(after).sort()).toEqual(
      [...Object.keys(before), ...Object.values(names).map((path) => `specs/acme/${path}`)].sort(),
    );
    expect(after["specs/acme/vendor/taken.yaml"]).toBe("mine");
  });

  test("are reported if they cannot be used, without stopping the others", async () => {
    const { folder, upstream } = await siteWith({
      "/api/kyc/create.md": page(AFTER),
      "/llms.txt": "gone html broken away long good".replace(/\w+/g, "[x](/api/kyc/$&.md)"),
      "/api/kyc/html.md": "<html>",
      "/api/kyc/broken.md": page("openapi: 3.1.0\nx: [\n"),
      "/api/kyc/away.md": { status: 302, headers: { location: "https://acme.test/" } },
      "/api/kyc/long.md": "x".repeat(5_000),
      "/api/kyc/good.md": page(GET),
    });
    const { skipped, written } = await sync({ folder, now: NOW, limits: { maxBytes: 4_000 } });
    expect(written).toEqual(["vendor/a.yaml", "vendor/good.yaml", "source.yaml"]);
    const reported = skipped.map(({ address, reason }) => [
      address.slice(`${upstream.origin}/api/kyc/`.length),
      reason.replace(`${address} `, ""),
    ]);
    expect(reported).toEqual([
      ["away.md", "redirects to https://acme.test/, which is not followed."],
      ["broken.md", expect.stringMatching(/^is not an OpenAPI document/)],
      ["gone.md", "It responds with status 404."],
      ["html.md", "responds with an HTML page."],
      ["long.md", "is larger than 4000 bytes."],
    ]);
  });

  test("are not found without an index, which is reported", async () => {
    const { folder, upstream } = await siteWith({
      "/api/kyc/create.md": page(AFTER),
      "/llms.txt": { status: 404 },
    });
    const { skipped, written } = await sync({ folder, now: NOW });
    expect(written).toEqual(["vendor/a.yaml", "source.yaml"]);
    expect(skipped).toEqual([
      {
        address: `${upstream.origin}/llms.txt`,
        reason: "The site has no index, so new pages cannot be found.",
      },
    ]);
  });

  test("are limited in number", async () => {
    const paths = ["/api/kyc/1.md", "/api/kyc/2.md", "/api/kyc/3.md"];
    const { folder, upstream } = await siteWith({
      "/llms.txt": paths.map((path) => `[x](${path})`).join("\n"),
      ...Object.fromEntries(paths.map((path) => [path, page(GET)])),
    });
    const { written, skipped } = await sync({ folder, now: NOW, limits: { maxNewPages: 2 } });
    expect(written).toEqual(["vendor/1.yaml", "vendor/2.yaml", "source.yaml"]);
    expect(skipped).toEqual([
      {
        address: `${upstream.origin}/api/kyc/3.md`,
        reason: "3 new pages are listed; at most 2 are added at once.",
      },
    ]);
  });

  test("are recorded under the files that an interrupted sync left behind", async () => {
    const { folder } = await siteWith({
      "/llms.txt": "[x](/api/kyc/list.md) [y](/api/kyc/sub/list.md)",
      "/api/kyc/list.md": page(GET),
      "/api/kyc/sub/list.md": page(GET),
    });
    await writeAll(folder, { "vendor/list.yaml": GET });
    const { written } = await sync({ folder, now: NOW });
    expect(written).toEqual(["vendor/list-2.yaml", "source.yaml"]);
    await checkSources(folder, new RecordingResolver(folder));
  });
});

test("progress is reported before each request", async () => {
  const { folder, upstream } = await siteWith({
    "/llms.txt": "[x](/api/kyc/list.md)",
    "/api/kyc/list.md": page(GET),
  });
  const seen: string[] = [];
  await sync({
    folder,
    onProgress: ({ address, done, total }) => {
      expect(upstream.requests).toHaveLength(done);
      seen.push(`${done}/${total} ${address.slice(upstream.origin.length)}`);
    },
  });
  expect(seen).toEqual(["0/1 /api/kyc/create.md", "1/2 /llms.txt", "2/3 /api/kyc/list.md"]);
});
