import { chromium } from "playwright-core";
import type { Report } from "./report.ts";
import { findChromium } from "./tools.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Imports a module in a page of a new browser, and returns the result of its `report` function.
 *
 * @param page - URL of the page; its origin is the argument of `report`.
 * @param module - URL of the module, relative to the page.
 */
export async function reportInChromium(page: string, module: string): Promise<Report> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium.");
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  const messages: string[] = [];
  try {
    const tab = await browser.newPage();
    tab.on("console", (message) => messages.push(message.text()));
    await tab.goto(page);
    // As a string, so that nothing compiles it: `import` must be the browser's own.
    const imported = `import(${JSON.stringify(module)})`;
    return await tab.evaluate<Report>(`${imported}.then(({ report }) => report(location.origin))`);
  } catch (cause) {
    // Only the console says why a module could not be imported.
    throw new Error(`Chromium failed: ${cause}\n${messages.join("\n")}`, { cause });
  } finally {
    await browser.close();
  }
}
