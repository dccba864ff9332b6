import { launchChromium } from "@countersign/testing/chromium";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedSite, serveSite } from "../../src/preview/serve-site.ts";
import { DIST, FILES, hasBrowser, settled, watch } from "../helpers/browser.ts";
import { PAGES, REFERENCES } from "../helpers/pages.ts";

describe.runIf(hasBrowser)("pages in a browser without a network", () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    browser = await launchChromium();
    // Below a path, like project pages: no URL may be relative to the host's root.
    site = await serveSite(DIST, { base: "/docs/countersign/" });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test.each(PAGES)(
    "%s opens without errors, requests no other host, and fits a phone",
    async (path) => {
      await withContext({}, site.url, async (context, seen) => {
        const page = await context.newPage();
        const response = await page.goto(site.url + path);
        await settled(page);
        expect(response?.status()).toBe(200);
        expect(await page.title()).not.toBe("");
        await page.setViewportSize({ width: 390, height: 844 });
        const width = () => page.evaluate(() => document.documentElement.scrollWidth);
        await expect.poll(width, { timeout: 30_000 }).toBe(390);
        expect(seen).toEqual({ foreign: [], errors: [] });
      });
    },
  );

  test.each(["index.html", "guides/index.html", ...REFERENCES])(
    "%s also opens from disk",
    async (path) => {
      await withContext({}, FILES, async (context, seen) => {
        const page = await context.newPage();
        await page.goto(FILES + path);
        await settled(page);
        const isStyled = await page.evaluate(() => document.styleSheets.length > 0);
        expect({ isStyled, ...seen }).toEqual({ isStyled: true, foreign: [], errors: [] });
      });
    },
  );

  test("have a landing page of less than 150 kB that loads the index only for a search", async () => {
    await withContext({}, site.url, async (context) => {
      const page = await context.newPage();
      const files: [string, Promise<number>][] = [];
      page.on("requestfinished", (request) => {
        const size = request.sizes().then(({ responseBodySize }) => responseBodySize);
        files.push([request.url().slice(site.url.length), size]);
      });
      await page.goto(site.url, { waitUntil: "networkidle" });
      const bytes = (await Promise.all(files.map(([, size]) => size))).reduce((a, b) => a + b, 0);
      expect(files.map(([path]) => path)).not.toContain("assets/search-index.js");
      expect(bytes).toBeGreaterThan(5000);
      expect(bytes).toBeLessThan(150_000);
    });
  });

  test("follow the system's light and dark modes", async () => {
    for (const path of ["index.html", "guides/vocabulary.html", REFERENCES[0] ?? ""]) {
      const brightness: number[] = [];
      for (const colorScheme of ["light", "dark"] as const) {
        await withContext({ colorScheme }, site.url, async (context) => {
          const page = await context.newPage();
          await page.goto(site.url + path);
          await settled(page);
          brightness.push(await page.evaluate(brightnessOfPage));
        });
      }
      expect(brightness[0], `${path} in light mode`).toBeGreaterThan(220);
      expect(brightness[1], `${path} in dark mode`).toBeLessThan(60);
    }
  });

  async function withContext(
    options: Parameters<Browser["newContext"]>[0],
    url: string,
    work: (context: BrowserContext, seen: Awaited<ReturnType<typeof watch>>) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    try {
      await work(context, await watch(context, url));
    } finally {
      await context.close();
    }
  }
});

/** Returns the brightness of the background at the bottom centre of the screen, 0 to 255. Runs in the page. */
function brightnessOfPage(): number {
  let element = document.elementFromPoint(innerWidth / 2, innerHeight - 5);
  for (; element !== null; element = element.parentElement) {
    const [red = 0, green = 0, blue = 0, alpha = 1] =
      getComputedStyle(element)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    if (alpha > 0) return (red + green + blue) / 3;
  }
  return 255;
}
