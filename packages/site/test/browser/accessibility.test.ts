import { axeViolations } from "@countersign/testing/axe-violations";
import { launchChromium } from "@countersign/testing/chromium";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FILES, hasBrowser, settled } from "../helpers/browser.ts";

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
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  for (const colorScheme of ["light", "dark"] as const) {
    test.each([...OURS, ...REDOCS])(`on %s, ${colorScheme}`, async (path) => {
      // The page's policy would block axe.
      const context = await browser.newContext({ colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(FILES + path);
      await settled(page);
      const serious = await axeViolations(page, ["serious", "critical"]);
      await context.close();
      expect(serious).toEqual([]);
    });
  }
});
