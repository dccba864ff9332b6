import { mkdir, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { chromium } from "playwright-core";
import { ROOT, SITE } from "../src/cli/workspace-paths.ts";
import { serveSite } from "../src/preview/serve-site.ts";

// Takes the README's screenshots of the built site. Retake and review them after a change to the site's design.

const SHOTS = [
  { name: "landing-page", path: "index.html", colorScheme: "light" },
  {
    name: "reference",
    path: "providers/paywint/reference.html#/platform-kyc/getkycinquirylink",
    colorScheme: "dark",
  },
  { name: "guide", path: "guides/authentication-and-signing.html", colorScheme: "light" },
] as const;

const folder = join(ROOT, "docs/images");
await mkdir(folder, { recursive: true });
const site = await serveSite(SITE);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const { name, path, colorScheme } of SHOTS) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
    await page.goto(site.url + path, { waitUntil: "networkidle" });
    if (path.includes("#/")) await page.getByText("Loading...").waitFor({ state: "hidden" });
    const file = join(folder, `${name}.webp`);
    // Playwright's own screenshots are PNG or JPEG, which are twice as large.
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 72 });
    await writeFile(file, Buffer.from(data, "base64"));
    await page.close();
    console.log(`${relative(ROOT, file)}: ${Math.round((await stat(file)).size / 1000)} kB`);
  }
} finally {
  await browser.close();
  await site.close();
}
