import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { vi } from "vitest";

/** Folder of the built site. */
export const DIST: string = join(import.meta.dirname, "../../dist");

const LOCATIONS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of the browser. */
export const CHROMIUM: string =
  process.env.CHROMIUM ?? LOCATIONS.find((location) => existsSync(location)) ?? "/usr/bin/chromium";

/** Whether there is a browser. Without one, the browser tests are skipped with a warning. */
export const hasBrowser: boolean = existsSync(CHROMIUM);

if (!hasBrowser) {
  console.warn(`SKIPPED: the site was not tested in a browser, because ${CHROMIUM} is missing.
  Install it (Debian: apt-get install chromium) or set CHROMIUM to another browser's path`);
}
if (!existsSync(join(DIST, "index.html"))) {
  throw new Error("The site is not built. Run `pnpm site build` first.");
}

// A busy machine needs time for pages of 4 MB.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Starts a browser that makes no requests of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

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
