import { dirname } from "node:path";
import { launchChromium } from "@countersign/testing/chromium";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FILES, hasBrowser, settled } from "../helpers/browser.ts";
import { ENTRIES, REFERENCES } from "../helpers/pages.ts";

describe.runIf(hasBrowser)("deep links into references", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each(REFERENCES)("%s has each anchor that search links to", async (reference) => {
    const expected = ENTRIES.filter(
      ([kind, , , url]) => kind !== "field" && url.startsWith(`${reference}#`),
    ).map(([, , , url]) => url.slice(reference.length));
    const page = await browser.newPage();
    await page.goto(FILES + reference);
    await settled(page);
    const tags = [...new Set(expected.map((anchor) => dirname(anchor)))];
    expect(expected.length).toBeGreaterThan(10);
    for (const tag of tags) {
      const below = expected.filter((anchor) => dirname(anchor) === tag);
      await page.evaluate((hash) => {
        location.hash = hash;
      }, tag);
      // Redoc renders a long section of the sidebar incrementally.
      const missing = async () => {
        const known = new Set(await shownAnchors(page));
        return below.filter((anchor) => !known.has(anchor));
      };
      await expect.poll(missing, { timeout: 30_000 }).toEqual([]);
    }
    await page.close();
  });
});

/** Returns the anchors of the links that Redoc currently shows. */
function shownAnchors(page: Page): Promise<string[]> {
  return page
    .locator("#redoc a[href^='#/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
}
