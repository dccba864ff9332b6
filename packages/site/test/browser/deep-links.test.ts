import { dirname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FILES, hasBrowser, launch, settled } from "../helpers/browser.ts";
import { ENTRIES, REFERENCES } from "../helpers/pages.ts";

describe.runIf(hasBrowser)("deep links into references", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  test.each(REFERENCES)("%s knows each address that search leads to", async (reference) => {
    const wanted = ENTRIES.filter(
      ([kind, , , address]) => kind !== "field" && address.startsWith(`${reference}#`),
    ).map(([, , , address]) => address.slice(reference.length));
    const page = await browser.newPage();
    await page.goto(FILES + reference);
    await settled(page);
    const tags = [...new Set(wanted.map((anchor) => dirname(anchor)))];
    expect(wanted.length).toBeGreaterThan(10);
    for (const tag of tags) {
      const below = wanted.filter((anchor) => dirname(anchor) === tag);
      await page.evaluate((hash) => {
        location.hash = hash;
      }, tag);
      // A long section of the sidebar is rendered bit by bit.
      const missing = async () => {
        const known = new Set(await addresses(page));
        return below.filter((anchor) => !known.has(anchor));
      };
      await expect.poll(missing, { timeout: 30_000 }).toEqual([]);
    }
    await page.close();
  });
});

/** Returns the addresses within the page that Redoc shows now. */
function addresses(page: Page): Promise<string[]> {
  return page
    .locator("#redoc a[href^='#/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
}
