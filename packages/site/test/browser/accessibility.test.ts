import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FILES, hasBrowser, launch, settled } from "../helpers/browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const OURS = [
  "index.html",
  "guides/index.html",
  "guides/vocabulary.html",
  "providers/paywint/changes.html",
];
const REDOCS = [
  "providers/inklink/reference.html",
  "providers/inklink/reference.html#/kyc/createkycinquiry",
  "providers/persona/reference.html#/inquiries/updateinquiry",
  "providers/inklink/reference.html#/schemas/page",
  "providers/persona/reference.html#/webhook-events/inquiry.approved",
];

describe.runIf(hasBrowser)("axe finds no serious violation", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  for (const colorScheme of ["light", "dark"] as const) {
    test.each([...OURS, ...REDOCS])(`on %s, ${colorScheme}`, async (path) => {
      // The page's policy would block axe.
      const context = await browser.newContext({ colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(FILES + path);
      await settled(page);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      );
      await context.close();
      const serious = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join("\n")}`);
      expect(serious).toEqual([]);
    });
  }
});
