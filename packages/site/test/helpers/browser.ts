import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hasChromium } from "@countersign/testing/chromium";
import type { BrowserContext, Page } from "playwright-core";
import { vi } from "vitest";

/** Folder of the built site. */
export const DIST: string = join(import.meta.dirname, "../../dist");

/** Whether there is a browser. Without one, the browser tests are skipped with a warning. */
export const hasBrowser: boolean = hasChromium("the site");

if (!existsSync(join(DIST, "index.html"))) {
  throw new Error("The site is not built. Run `pnpm site build` first.");
}

// A busy machine needs time for pages of 4 MB.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Problems while pages were open. */
export interface Watch {
  /** URLs outside the site that a page requested. */
  readonly foreign: string[];
  /** Logged and uncaught errors of pages. */
  readonly errors: string[];
}

/** Blocks all requests of a context except to the site, and records problems. */
export async function watch(context: BrowserContext, site: string): Promise<Watch> {
  const seen: Watch = { foreign: [], errors: [] };
  const isOurs = (url: string): boolean => url.startsWith(site) || /^(data|blob):/.test(url);
  await context.route("**/*", (route) => {
    return isOurs(route.request().url()) ? route.continue() : route.abort();
  });
  context.on("request", (request) => {
    if (!isOurs(request.url())) seen.foreign.push(request.url());
  });
  context.on("page", (page: Page) => {
    page.on("console", (message) => {
      if (message.type() === "error") seen.errors.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => seen.errors.push(`${page.url()}: ${error.message}`));
  });
  return seen;
}

/** Waits until a page has finished loading and rendering. */
export async function settled(page: Page): Promise<void> {
  if (!page.url().includes("/reference.html")) return;
  // Redoc's script renders links within the page; the page as built has paths instead.
  await page.locator("#redoc a[href^='#/']").first().waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
}

/** File URL of the built site. */
export const FILES: string = `${pathToFileURL(DIST)}/`;
