import { launchChromium } from "@countersign/testing/chromium";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FILES, hasBrowser, settled, type Watch, watch } from "../helpers/browser.ts";

// From disk, the hardest case for search: no file can be fetched there.
describe.runIf(hasBrowser)("search in a browser", () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let seen: Watch;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    context = await browser.newContext();
    seen = await watch(context, FILES);
    page = await context.newPage();
    await page.goto(`${FILES}index.html`);
  });
  afterEach(async () => {
    await context.close();
    expect(seen).toEqual({ foreign: [], errors: [] });
  });

  test.each([
    ["an operation", "createKycInquiry", "operation", "createKycInquiry"],
    ["an operation by words in its name", "kyc inquiry link", "operation", "getKycInquiryLink"],
    ["an operation by its path", "/kyc/inquiry/{id}/result", "operation", "getKycInquiryResult"],
    ["an event", "kyc.result.approved", "event", "kyc.result.approved"],
    ["a field", "return_url", "field", "return_url"],
    ["a schema", "KycInquiryResult", "schema", "KycInquiryResult"],
    ["a section of a guide", "x-countersign-hmac", "guide", "x-countersign-hmac"],
    ["a mistyped name", "createKycInquriy", "operation", "createKycInquiry"],
  ])("finds %s", async (_, query, kind, name) => {
    await find(query);
    const best = page.locator("[role=option]").first();
    expect(await best.locator(".kind").textContent()).toBe(kind);
    expect(await best.locator("strong").textContent()).toBe(name);
  });

  test.each([
    ["createKycInquiry", "kyc/createkycinquiry"],
    ["kyc.result.approved", "webhook-events/kyc.result.approved"],
    ["KycInquiryResult", "schemas/kycinquiryresult"],
    ["first_id", "schemas/page/path=first_id"],
  ])("opens the result for %s at its anchor", async (query, id) => {
    await find(query);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/reference.html#/**");
    await settled(page);
    const target = page.locator(`[id="${id}"]`);
    await target.waitFor();
    const isInView = () =>
      target.evaluate((element) => {
        const { top } = element.getBoundingClientRect();
        return top >= 0 && top < innerHeight;
      });
    await expect.poll(isInView, { timeout: 30_000 }).toBe(true);
  });

  test("says when there are no results", async () => {
    await find("qqqqxzzzz");
    expect(await page.locator("[role=option]").count()).toBe(0);
    expect(await page.locator("dialog [role=status]").textContent()).toContain("qqqqxzzzz");
  });

  test("works with the keyboard only", async () => {
    const input = page.getByRole("combobox");
    await find("inquiry");
    const chosen = () => page.locator("[aria-selected=true]").getAttribute("id");
    expect(await chosen()).toBe("search-hit-0");
    await page.keyboard.press("ArrowDown");
    expect(await chosen()).toBe("search-hit-1");
    expect(await input.getAttribute("aria-activedescendant")).toBe("search-hit-1");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await chosen()).toBe("search-hit-39");
    await page.keyboard.press("Escape");
    expect(await page.locator("dialog").getAttribute("open")).toBeNull();
    await page.keyboard.press("Control+k");
    expect(await page.locator("dialog").getAttribute("open")).not.toBeNull();
  });

  test("opens from a link in a reference", async () => {
    await page.goto(`${FILES}providers/inklink/reference.html`);
    await settled(page);
    await page.getByRole("navigation", { name: "Countersign" }).getByText("Search").click();
    await page.waitForURL("**/index.html#search");
    await page.getByRole("combobox").waitFor();
  });

  test("leaves the first tab stop to a skip link", async () => {
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  });

  async function find(query: string): Promise<void> {
    await page.keyboard.press("/");
    await page.getByRole("combobox").fill(query);
    const done = page.locator("dialog [role=status]");
    await expect
      .poll(() => done.textContent(), { timeout: 30_000 })
      .toMatch(/\d result|No results/);
  }
});
