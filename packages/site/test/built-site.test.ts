import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageLinks } from "../src/check/page-links.ts";
import { DIST } from "./helpers/browser.ts";

const read = (path: string): string => readFileSync(join(DIST, path), "utf8");
const providers = readdirSync(join(import.meta.dirname, "../../providers"));

describe.each(providers)("the site's part about %s", (name) => {
  const folder = `providers/${name}`;
  const document = readFileSync(
    join(import.meta.dirname, `../../providers/${name}/openapi.json`),
    "utf8",
  );
  const { paths }: { paths: Record<string, Record<string, { operationId?: string }>> } =
    JSON.parse(document);
  const ids = Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap(({ operationId }) => operationId ?? []),
  );

  test("has a Markdown page with three samples for each operation", () => {
    const without = ids.filter((id) => {
      const page = `${folder}/operations/${id}.md`;
      return !existsSync(join(DIST, page)) || (read(page).match(/^### /gm) ?? []).length < 3;
    });
    expect(ids.length).toBeGreaterThan(0);
    expect(without).toEqual([]);
  });

  test("has its exact document, and a collection with each operation", () => {
    expect(read(`${folder}/openapi.json`)).toBe(document);
    const collection = read(`${folder}/postman.json`);
    const { info } = JSON.parse(collection);
    expect(info.schema).toContain("v2.1.0");
    expect(collection.match(/"request": ?\{/g)?.length).toBeGreaterThanOrEqual(ids.length);
  });

  test("has a card with its environments, authentication, versions and evidence", () => {
    const card = read("index.html")
      .split("<article")
      .find((part) => part.includes(`${folder}/reference.html`));
    for (const term of [
      "Environments",
      "Authentication",
      "Webhooks",
      "Operations",
      "Versions",
      "documented:",
    ]) {
      expect(card).toContain(term);
    }
    expect(card).toContain(`<dd>${ids.length} `.trim());
  });
});

test("lists pages for contributors apart from the guides", () => {
  const page = "guides/index.html";
  const contributing = read(page).split('id="contributing"')[1]?.split('id="decisions"')[0];
  for (const name of ["releasing", "mutation-testing", "style"]) {
    expect(contributing).toContain(`href="${name}.html"`);
    expect(read("index.html")).not.toContain(`guides/${name}.html`);
  }
});

test("lists each operation in llms.txt and includes it in llms-full.txt", () => {
  const { links } = pageLinks("llms.txt", read("llms.txt"));
  const pages = links.filter((link) => link.includes("/operations/"));
  const full = read("llms-full.txt");
  expect(pages.length).toBeGreaterThan(300);
  expect(pages.filter((page) => !full.includes(read(page).trim()))).toEqual([]);
});

test("shows how to install and the first call on the landing page", () => {
  const text = read("index.html").replace(/<[^>]+>/g, "");
  expect(text).toContain("npm install countersign");
  expect(text).toContain("getKycInquiryLink");
});
