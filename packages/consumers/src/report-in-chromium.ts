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
 * Imports a module in a page of a fresh browser, and returns what its `report` returns.
 *
 * @param page - Address of the page; its origin is what `report` is called with.
 * @param module - Address of the module, seen from the page.
 */
export async function reportInChromium(page: string, module: string): Promise<Report> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium.");
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  const complaints: string[] = [];
  try {
    const tab = await browser.newPage();
    tab.on("console", (message) => complaints.push(message.text()));
    await tab.goto(page);
    // As text, which nothing compiles: `import` must be the browser's own.
    const imported = `import(${JSON.stringify(module)})`;
    return await tab.evaluate<Report>(`${imported}.then(({ report }) => report(location.origin))`);
  } catch (cause) {
    // Why a module could not be imported stands nowhere but in the console.
    throw new Error(`Chromium failed: ${cause}\n${complaints.join("\n")}`, { cause });
  } finally {
    await browser.close();
  }
}
