import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { axeViolations } from "@countersign/testing/axe-violations";
import { hasChromium, launchChromium } from "@countersign/testing/chromium";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startHarbor } from "./fixtures/start-harbor.ts";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

describe.runIf(hasChromium("the sandbox's page"))("the page of a verification in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("approves without JavaScript, and lands on the return URL with the documented query", async () => {
    const { create, read } = await startHarbor();
    const app = await startApp();
    const { id, link } = await create({ user: "user_1", return_url: `${app.url}/done?order=7` });
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(link);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.waitForURL(`${app.url}/**`);
    expect(page.url()).toBe(`${app.url}/done?order=7&check=${id}&status=approved`);
    expect(await page.textContent("h1")).toBe("Welcome back");
    expect(await read(id)).toMatchObject({ status: "approved" });
    // The page's URL is a key to the verification.
    expect(app.referrers).toEqual([undefined]);
  });

  test("follows an app that sends the person on to another origin", async () => {
    const { create } = await startHarbor();
    const [app, login] = [await startApp(), await startApp()];
    const { link } = await create({ return_url: `${app.url}/to?url=${login.url}/login` });
    const page = await newPage();
    await page.goto(link);
    await page.getByRole("button", { name: "Decline", exact: true }).click();
    await page.waitForURL(`${login.url}/login`);
    expect(await page.textContent("h1")).toBe("Welcome back");
  });

  test("works with the keyboard only, and tells screen readers which state a button leads to", async () => {
    const { create, read } = await startHarbor();
    const { id, link } = await create({ user: "user_1" });
    const page = await newPage();
    await page.goto(link);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(focused)).toMatchObject({ text: "Test identity: Vera Specimen" });
    for (const label of ["Approve", "Decline", "Let it expire", "Move to pending"]) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(focused)).toEqual({ text: label, isOutlined: true });
    }
    const button = page.getByRole("button", { name: "Move to pending", exact: true });
    const description = await button.getAttribute("aria-describedby");
    expect(await page.locator(`[id="${description}"]`).textContent()).toBe("pending");
    await page.keyboard.press("Enter");
    await page.locator(".state", { hasText: "pending" }).waitFor();
    expect(page.url()).toBe(link);
    expect(await read(id)).toMatchObject({ status: "pending" });
  });

  test("fills in another identity without JavaScript, and stays as filled in by hand", async () => {
    const { create } = await startHarbor();
    const { link } = await create({});
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(link);
    await page.getByText("Test identity: Vera Specimen").click();
    await page.getByRole("link", { name: "A child" }).click();
    expect(await page.getByLabel("Given names").inputValue()).toBe("Kim");
    expect(await page.getByLabel("Date of birth").inputValue()).toBe("2018-09-30");
    await page.getByLabel("Document number").fill("UTO-42");
    await page.getByLabel("Document", { exact: true }).selectOption("Passport");
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByText("This verification is finished").waitFor();
  });

  test("can be shown in an iframe of this machine, and by no other page", async () => {
    const { create, read } = await startHarbor();
    const app = await startApp();
    const { id, link } = await create({ return_url: `${app.url}/done` });
    const page = await newPage();
    const frames = `?frame=${encodeURIComponent(link)}`;
    await page.goto(`${app.url.replace("127.0.0.1", "localhost")}/${frames}`);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "Approve", exact: true }).click();
    await frame.getByText("Welcome back").waitFor();
    expect(await read(id)).toMatchObject({ status: "approved" });

    const errors: string[] = [];
    page.on("console", (message) => errors.push(message.text()));
    await page.goto(`${app.url.replace("127.0.0.1", "shop.localhost")}/${frames}`);
    await expect.poll(() => errors.join()).toContain("frame-ancestors");
  });

  describe.each(["light", "dark"] as const)("in %s mode", (colorScheme) => {
    test.each([
      ["phone", PHONE],
      ["desktop", DESKTOP],
    ])("axe finds nothing on a %s, which each page fits", async (_, viewport) => {
      const { url, create } = await startHarbor();
      const { link } = await create({ user: "user_1", return_url: "https://app.example/done" });
      const long = "x".repeat(300);
      const wide = await create({ user: long, return_url: `https://app.example/${long}` });
      const done = await create({ user: "user_1", return_url: "javascript:alert(1)" });
      const page = await newPage({ colorScheme, viewport, bypassCSP: true });
      await page.goto(done.link);
      await page.getByRole("button", { name: "Decline", exact: true }).click();
      const none = `${url}/_sandbox/pages/harbor/none`;
      for (const each of [link, `${link}&person=accents`, wide.link, done.link, none]) {
        await page.goto(each);
        expect(await axeViolations(page), each).toEqual([]);
        expect(await page.locator("h1").count()).toBe(1);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), each).toBe(
          viewport.width,
        );
      }
    });

    test("has a background of that mode", async () => {
      const { create } = await startHarbor();
      const page = await newPage({ colorScheme });
      await page.goto((await create({})).link);
      const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const [red = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
      if (colorScheme === "light") expect(red).toBeGreaterThan(220);
      else expect(red).toBeLessThan(60);
    });
  });

  test("logs no error and requests nothing but itself", async () => {
    const { url, create } = await startHarbor();
    const { link } = await create({ user: "user_1" });
    const page = await newPage();
    const seen: string[] = [];
    page.on("console", (message) => seen.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith("data:")) {
        seen.push(request.url());
      }
    });
    await page.goto(link, { waitUntil: "networkidle" });
    expect(seen).toEqual([]);
  });

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    return context.newPage();
  }
});

/** Returns what has the keyboard's focus, and whether one can see that. Runs in the page. */
function focused(): { text: string | undefined; isOutlined: boolean } {
  const element = document.activeElement ?? document.body;
  const outlines = [undefined, "::after"].map((part) => getComputedStyle(element, part).outline);
  return {
    text: element.textContent?.trim(),
    isOutlined: outlines.some((outline) => outline.includes("solid 3px")),
  };
}

/** Starts an integrator's app on another origin: a return URL, a redirect, and a page with an iframe. */
async function startApp() {
  const referrers: (string | undefined)[] = [];
  const server = createServer(({ url = "", headers }, response) => {
    const { pathname, searchParams } = new URL(url, "http://app");
    if (pathname === "/favicon.ico") return void response.writeHead(404).end();
    referrers.push(headers.referer);
    if (pathname === "/to") {
      response.writeHead(302, { location: searchParams.get("url") ?? "" }).end();
      return;
    }
    const frame = searchParams.get("frame");
    response.setHeader("content-type", "text/html");
    response.end(frame === null ? "<h1>Welcome back</h1>" : `<iframe src="${frame}"></iframe>`);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, referrers };
}
