import { axeViolations } from "@countersign/testing/axe-violations";
import { hasChromium, launchChromium } from "@countersign/testing/chromium";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startVerifier } from "./fixtures/start-verifier.ts";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };
const PATHS = ["/_sandbox/", "/_sandbox/requests/1", "/_sandbox/deliveries/1"];

describe.runIf(hasChromium("the sandbox's console"))("the console in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** Opens a page that must neither load anything from elsewhere nor log an error. */
  async function open(url: string, options?: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("request", (request) => {
      const known = [new URL(url).origin, "data:"];
      if (!known.some((start) => request.url().startsWith(start))) problems.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", ({ message }) => problems.push(message));
    onTestFinished(async () => {
      await context.close();
      expect(problems).toEqual([]);
    });
    await page.goto(url);
    return page;
  }

  /** Starts a sandbox with a request that was refused, one that succeeded, and a delivery. */
  async function startUsed() {
    const started = await startVerifier();
    const { create, sandbox } = started;
    await create("user_1", (body) => `POST\r\n/verifier/inquiries\n${body}`);
    const { id } = await (await create("user_2")).json();
    await fetch(`${sandbox.url}/verifier/inquiries`, { method: "POST", body: "{}" });
    await sandbox.deliver({ provider: "verifier", event: "inquiry.approved" });
    sandbox.fail({ provider: "verifier", operation: "getInquiry", status: 503 });
    return { ...started, id, console: `${sandbox.url}/_sandbox/` };
  }

  test("shows requests, verifications and deliveries as they happen", async () => {
    const { create, sandbox } = await startVerifier();
    const page = await open(sandbox.url);
    await page.getByText("Live", { exact: true }).waitFor();
    const { id } = await (await create("user_1")).json();
    await page.getByRole("link", { name: "POST /verifier/inquiries" }).waitFor();
    await page.getByRole("button", { name: "Approve" }).waitFor();
    await sandbox.finish("verifier", id, "approved");
    await page.locator("#verifications .badge", { hasText: "approved" }).waitFor();
    await page.getByRole("link", { name: "inquiry.approved" }).waitFor();
    await sandbox.clock.advance(0);
  });

  test("keeps the focus and what is typed while the lists change", async () => {
    const { console: url, create } = await startUsed();
    const page = await open(url);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByText("Add a fault").click();
    await page.getByLabel("Delay in milliseconds").fill("250");
    await page.getByRole("button", { name: "Decline" }).focus();
    await create("user_3");
    await page.locator("#verifications", { hasText: "user_3" }).waitFor();
    expect(await page.getByLabel("Delay in milliseconds").inputValue()).toBe("250");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Decline");
    await page.keyboard.press("Enter");
    await page.locator("#verifications .badge", { hasText: "declined" }).waitFor();
    expect(await page.locator("#verifications li", { hasText: "user_2" }).textContent()).toContain(
      "declined",
    );
  });

  test.each([true, false])(
    "finishes, fails and sends again, with JavaScript: %s",
    async (javaScriptEnabled) => {
      const { console: url, sandbox } = await startUsed();
      const page = await open(url, { javaScriptEnabled });
      await page.getByRole("button", { name: "Approve" }).click();
      await page.locator("#verifications .badge", { hasText: "approved" }).waitFor();
      expect(sandbox.verifications).toMatchObject([{ state: "approved" }]);

      await page.getByRole("button", { name: "Send again: delivery 1" }).click();
      await page.getByRole("button", { name: "Send again: delivery 3" }).waitFor();

      await page.getByText("Add a fault").click();
      await page.getByLabel("Operation").fill("createInquiry");
      await page.getByLabel("Status").fill("429");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByText("createInquiry of every provider: 429").waitFor();
      const refused = await fetch(`${sandbox.url}/verifier/inquiries`, { method: "POST" });
      expect(refused.status).toBe(429);
      await page.getByRole("button", { name: "Remove fault 2" }).click();
      await page.getByText("createInquiry of every provider: 429").waitFor({ state: "detached" });

      await page.getByRole("button", { name: "Ahead 1 hour" }).click();
      await page.locator("#clock", { hasText: "2026-01-01 01:00:00" }).waitFor();
    },
  );

  test("shows the first byte that differs from what the client has signed", async () => {
    const { console: url } = await startUsed();
    const page = await open(url);
    await page.locator("#request-1").click();
    await page.getByText("Byte 4 is the first that differs, in separator.").waitFor();
    const marked = async (label: string) => {
      const block = page.getByRole("group", { name: label });
      return [await block.locator("mark").textContent(), await block.textContent()];
    };
    expect(await marked("Message that must be signed")).toEqual([
      "LF",
      expect.stringMatching(/^POSTLF\/verifier\/inquiriesLF\n\{"subject":"user_1"/),
    ]);
    expect(await marked("Message in x-sandbox-message")).toEqual([
      "CR",
      expect.stringMatching(/^POSTCRLF\n\/verifier\/inquiriesLF\n\{"subject":"user_1"/),
    ]);
    expect(await page.getByText("does not match", { exact: true }).count()).toBe(1);
  });

  test.each(PATHS)("fits a phone without scrolling sideways: %s", async (path) => {
    const { sandbox } = await startUsed();
    const page = await open(sandbox.url + path, { viewport: PHONE });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  });

  test.each(
    PATHS.flatMap((path) => [
      { path, colorScheme: "light", viewport: DESKTOP } as const,
      { path, colorScheme: "dark", viewport: PHONE } as const,
    ]),
  )(
    "has nothing that axe finds inaccessible: $path, $colorScheme",
    async ({ path, ...options }) => {
      const { sandbox } = await startUsed();
      // The page's policy would block axe.
      const page = await open(sandbox.url + path, { ...options, bypassCSP: true });
      for (const summary of await page.locator("summary").all()) await summary.click();
      expect(await axeViolations(page)).toEqual([]);
    },
  );
});
