import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "@countersign/testing/chromium";
import createMarkdown from "markdown-it";
import { describe, expect, onTestFinished, test } from "vitest";
import { llmsIndex } from "../../src/machine/llms.ts";
import { buildReference } from "../../src/reference/build-reference.ts";
import type { Facts } from "../../src/reference/facts.ts";
import { type Tools, workspaceTools } from "../../src/reference/tools.ts";
import { hasBrowser } from "../helpers/browser.ts";

const HOSTILE =
  "</script><script>globalThis.stolen=1</script><img src=x onerror='globalThis.stolen=1'>{% partial file=\"x\" /%} `<b>`";

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: `Acme ${HOSTILE}`, version: "1", description: HOSTILE },
  servers: [{ url: "https://api.acme.example", description: HOSTILE }],
  tags: [{ name: `Users ${HOSTILE}`, description: HOSTILE }],
  paths: {
    "/users": {
      get: {
        operationId: "listUsers",
        summary: HOSTILE,
        description: HOSTILE,
        tags: [`Users ${HOSTILE}`],
        security: [],
        "x-countersign-evidence": "full",
        responses: {
          "200": {
            description: HOSTILE,
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/User" }, example: {} },
            },
          },
        },
      },
      post: { operationId: "users/create", responses: { "201": { description: "Created." } } },
    },
  },
  webhooks: { "user.made": { post: { responses: { "200": { description: HOSTILE } } } } },
  components: {
    schemas: {
      User: {
        type: "object",
        description: HOSTILE,
        properties: { description: { type: "string", description: HOSTILE, example: HOSTILE } },
      },
    },
  },
};

describe("a provider's part of the site", () => {
  test("has the reference, a Markdown page for each operation, the document and the collection", async () => {
    const { read } = await build(DOCUMENT, ["get", "post"]);
    expect(await read("operations/listUsers.md")).toContain("`GET /users`");
    expect(await read("operations/users-create.md")).toContain("`POST /users`");
    expect(await read("webhooks.md")).toContain("## `user.made`");
    expect(JSON.parse(await read("openapi.json"))).toEqual(DOCUMENT);
    expect(JSON.parse(await read("postman.json"))).toEqual({ item: [] });
    const facts: Facts = JSON.parse(await read("facts.json"));
    expect(facts).toMatchObject({
      name: "acme",
      packageName: "@x/acme",
      packageVersion: "1.2.3",
      evidence: { full: 1, unstated: 1 },
    });
    expect(facts.operations.map(({ anchor }) => anchor)).toEqual([
      expect.stringMatching(/^#\/users-script-[a-z0-9-]+\/listusers$/),
      "#/operations/users-create",
    ]);
  });

  test("shows each operation's samples and evidence in its Markdown", async () => {
    const { read } = await build(DOCUMENT, ["get", "post"]);
    const page = await read("operations/listUsers.md");
    expect(page).toContain("### curl\n\n```shell\ncurl get /users\n```");
    expect(page).toContain(
      "evidence: full. The provider's documentation covers the whole operation.",
    );
  });

  test("is not built if an operation has no sample, and the error names the page", async () => {
    await expect(build(DOCUMENT, ["get"])).rejects.toThrow(
      "providers/acme/reference.html is incomplete:\n  POST /users (users-create) has no sample",
    );
  });

  test("is not built if two operations would have the same anchor", async () => {
    const twice = structuredClone(DOCUMENT);
    twice.paths["/users"].post.operationId = "LISTusers";
    Object.assign(twice.paths["/users"].post, { tags: twice.paths["/users"].get.tags });
    await expect(build(twice, ["get", "post"])).rejects.toThrow("have the same anchor");
  });

  test.runIf(hasBrowser)("does not run scripts in a spec", async () => {
    const { folder } = await build(DOCUMENT, ["get", "post"]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    for (const anchor of ["", "#/operations", "#/schemas/user", "#/webhook-events/user.made"]) {
      await page.goto(`file://${folder}/reference.html${anchor}`);
      await page.locator("#redoc a[href^='#/']").first().waitFor({ state: "attached" });
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => "stolen" in globalThis)).toBe(false);
      expect(await page.locator("img[src=x]").count()).toBe(0);
      // The markup is shown as text.
      expect(await page.evaluate(() => document.body.innerText)).toContain("<img src=x");
    }
  });
});

/** Links as hostile providers may write them, each for a description or a name. */
const LINKS = [
  "[a](guide.md)",
  "[a](javascript:alert(1))",
  "[a](jAvA&#115;cript&colon;alert(1))",
  "[a](data:text/html,x)",
  "[a](vbscript:x)",
  "[a][r] ![i](pixel.png) <javascript:x>",
  "`x\n\n[a](javascript:x) <a href=javascript:x>y</a>\n\nx`",
  "\\\\<a href=javascript:x>y</a>",
  "    [a](javascript:x)",
  "```\n[a](javascript:x)",
  "\n\n[r]: javascript:x",
].join("\n\n");

function linked(): object {
  const document = structuredClone(DOCUMENT);
  const { get } = document.paths["/users"];
  const url = "javascript:alert(1)";
  Object.assign(document.info, {
    title: "Acme [a](javascript:x) <javascript:x>",
    summary: LINKS,
    description: `Acme, [see](guide.md). ${LINKS}`,
    termsOfService: url,
    contact: { name: "[a](javascript:x)", url },
    license: { name: "[a](javascript:x)", url },
    "x-logo": { url: "data:image/png;base64,AAAA", href: url },
  });
  Object.assign(get, {
    summary: "List users [a](guide.md) [b](javascript:x)",
    description: LINKS,
    externalDocs: { url, description: LINKS },
    parameters: [
      { name: "q`[a](javascript:x)", in: "query", description: LINKS, schema: { type: "string" } },
      { name: "r", in: "query", schema: { type: "string", format: "[a](javascript:x)" } },
    ],
    requestBody: {
      description: LINKS,
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              "a`[b](javascript:x)": { enum: ["`[a](javascript:x)"], description: LINKS },
            },
          },
        },
      },
    },
  });
  Object.assign(document, { externalDocs: { url, description: LINKS } });
  return document;
}

describe("links in a provider's text", () => {
  test("that lead nowhere are not in its Markdown, and are warnings with their place", async () => {
    const { folder, warnings } = await build(linked(), ["get", "post"]);
    const files = ["operations/listUsers.md", "webhooks.md"].map((path) => join(folder, path));
    for (const file of files) {
      const viewer = createMarkdown({ html: true });
      viewer.validateLink = () => true;
      const html = viewer.render(await readFile(file, "utf8"));
      expect(html).not.toMatch(/<(a|img|script)\b/i);
    }
    expect(warnings).toContain(
      '#/info/description links to "guide.md", which leads nowhere on the site and is not shown.',
    );
    const places = warnings.map((warning) => warning.split(" ")[0]);
    expect(places).toEqual(
      expect.arrayContaining([
        "#/info/termsOfService",
        "#/info/contact/url",
        "#/info/license/url",
        "#/info/x-logo/href",
        "#/paths/~1users/get/externalDocs/url",
        "#/paths/~1users/get/description",
        "#/paths/~1users/get/parameters/0/description",
        "#/externalDocs/url",
      ]),
    );
  });

  test("are not in llms.txt, and break no page", async () => {
    const { read } = await build(linked(), ["get", "post"]);
    const facts: Facts = JSON.parse(await read("facts.json"));
    expect(facts.summary).toBe("Acme, see. a");
    const index = llmsIndex({ lead: "Lead.", guides: [], providers: [facts] });
    const viewer = createMarkdown({ html: true });
    viewer.validateLink = () => true;
    const targets = [...viewer.render(index).matchAll(/(?:href|src)="([^"]*)"/g)];
    expect(targets.map(([, target]) => target)).toEqual([
      "providers/acme/openapi.json",
      "providers/acme/postman.json",
      "providers/acme/webhooks.md",
      "providers/acme/operations/listUsers.md",
      "providers/acme/operations/users-create.md",
    ]);
    expect(index).toContain("List users \\[a\\](guide.md)");
  });

  test.runIf(hasBrowser)("are not in its reference", async () => {
    const { folder, read } = await build(linked(), ["get", "post"]);
    const { operations }: Facts = JSON.parse(await read("facts.json"));
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    for (const anchor of ["", operations[0]?.anchor, "#/schemas/user"]) {
      await page.goto(`file://${folder}/reference.html${anchor}`);
      await page.locator("#redoc a[href]").first().waitFor({ state: "attached" });
      await page.waitForTimeout(300);
      const targets = await page
        .locator("#redoc a[href]")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      const own = /^(#\/|\/|https:\/\/redocly\.com\/)/;
      expect(targets.filter((target) => !own.test(target))).toEqual([]);
      expect(targets.length).toBeGreaterThan(1);
    }
  });
});

async function build(
  document: object,
  sampled: readonly string[],
): Promise<{
  folder: string;
  read: (path: string) => Promise<string>;
  warnings: readonly string[];
}> {
  const root = await mkdtemp(join(tmpdir(), "countersign-site-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const packageFolder = join(root, "acme");
  await mkdir(packageFolder);
  await writeFile(join(packageFolder, "openapi.json"), JSON.stringify(document));
  await writeFile(
    join(packageFolder, "package.json"),
    JSON.stringify({ name: "@x/acme", version: "1.2.3" }),
  );
  const tools: Tools = {
    ...workspaceTools(packageFolder),
    samples: (_, { out }) => writeFile(out, overlay(sampled)),
    postman: (_, out) => writeFile(out, JSON.stringify({ item: [] })),
  };
  const specFolder = join(root, "specs");
  const warnings = await buildReference({ packageFolder, specFolder, tools });
  const folder = join(packageFolder, ".docs");
  return { folder, warnings, read: (path) => readFile(join(folder, path), "utf8") };
}

function overlay(methods: readonly string[]): string {
  const actions = methods.map((method) => ({
    target: `$.paths['/users'].${method}`,
    update: {
      "x-codeSamples": [{ lang: "Shell", label: "curl", source: `curl ${method} /users` }],
    },
  }));
  return JSON.stringify({ overlay: "1.0.0", info: { title: "Samples", version: "1" }, actions });
}
