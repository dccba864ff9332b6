import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedSite, serveSite } from "../../src/preview/serve-site.ts";
import { DIST, FILES, hasBrowser, launch, settled, watch } from "../helpers/browser.ts";
import { PAGES, REFERENCES } from "../helpers/pages.ts";

describe.runIf(hasBrowser)("pages in a browser without a network", () => {
  let browser: Browser;
  let site: ServedSite;

  beforeAll(async () => {
    browser = await launch();
    // Below a path, as project pages are hosted: nothing may start at the root of the host.
    site = await serveSite(DIST, { base: "/docs/countersign/" });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test.each(PAGES)(
    "%s opens without an error, asks no other host, and fits a phone",
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
    "%s opens from disk as well",
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

  test("the landing page is less than 150 kB, and loads the index only for a search", async () => {
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

  test("follow the system's dark and light", async () => {
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
      expect(brightness[0], `${path} by day`).toBeGreaterThan(220);
      expect(brightness[1], `${path} by night`).toBeLessThan(60);
    }
  });

  async function withContext(
    options: Parameters<Browser["newContext"]>[0],
    address: string,
    work: (context: BrowserContext, seen: Awaited<ReturnType<typeof watch>>) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    try {
      await work(context, await watch(context, address));
    } finally {
      await context.close();
    }
  }
});

/** Runs in the page: how bright the background is in the middle of the screen, from 0 to 255. */
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
