import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { vi } from "vitest";

/** The built site. */
export const DIST: string = join(import.meta.dirname, "../../dist");

const LOCATIONS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser. */
export const CHROMIUM: string =
  process.env.CHROMIUM ?? LOCATIONS.find((location) => existsSync(location)) ?? "/usr/bin/chromium";

/** True where there is a browser; where there is none, the tests say that they did not run. */
export const hasBrowser: boolean = existsSync(CHROMIUM);

if (!hasBrowser) {
  console.warn(`SKIPPED: the site was not tested in a browser, for ${CHROMIUM} is missing.
  Install it (Debian: apt-get install chromium) or name another with CHROMIUM=…`);
}
if (!existsSync(join(DIST, "index.html"))) {
  throw new Error("The site is not built. Run `pnpm site build` first.");
}

// A busy machine takes its time over pages of 4 MB.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Starts a browser that asks for nothing by itself. */
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

/** What went wrong while pages were open. */
export interface Watch {
  /** Addresses outside the site that a page asked for. */
  readonly foreign: string[];
  /** What pages logged as errors, and errors that nobody caught. */
  readonly errors: string[];
}

/** Cuts a context off from everything but the site, and notes what it does. */
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

/** Waits until a page has done what it does by itself. */
export async function settled(page: Page): Promise<void> {
  if (!page.url().includes("/reference.html")) return;
  // Links within the page are Redoc's script's; the page as it was built has paths instead.
  await page.locator("#redoc a[href^='#/']").first().waitFor({ state: "attached" });
  await page.waitForLoadState("networkidle");
}

/** The site's address on disk. */
export const FILES: string = `${pathToFileURL(DIST)}/`;
