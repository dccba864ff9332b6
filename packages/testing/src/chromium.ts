import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const LOCATIONS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of the browser. */
export const CHROMIUM: string =
  process.env.CHROMIUM ?? LOCATIONS.find((location) => existsSync(location)) ?? "/usr/bin/chromium";

/** Returns whether there is a browser. Without one, browser tests are skipped, and a warning says of what. */
export function hasChromium(tested: string): boolean {
  const isThere = existsSync(CHROMIUM);
  if (!isThere) {
    console.warn(`SKIPPED: ${tested} was not tested in a browser, because ${CHROMIUM} is missing.
  Install it (Debian: apt-get install chromium) or set CHROMIUM to another browser's path`);
  }
  return isThere;
}

/** Starts a browser that makes no requests of its own. */
export function launchChromium(): Promise<Browser> {
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
