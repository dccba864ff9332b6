import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serveSite } from "../packages/site/src/preview/serve-site.ts";

// Measures how long the documentation takes to build and to open.

const root = join(import.meta.dirname, "..");
const dist = join(root, "packages/site/dist");

// From scratch: no references, no site, and no Turborepo cache. Only the generator is built in advance.
run("exec", "turbo", "run", "build", "--filter=@countersign/cli");
for (const provider of readdirSync(join(root, "packages/providers"))) {
  rmSync(join(root, "packages/providers", provider, ".docs"), { recursive: true, force: true });
}
rmSync(dist, { recursive: true, force: true });
report(
  "whole site from scratch",
  seconds(() => run("site", "build", "--force")),
  20,
  "s",
);
report(
  "whole site, nothing changed",
  seconds(() => run("site", "build")),
  1,
  "s",
);

const site = await serveSite(dist);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  report("landing page, transferred", (await transferred(site.url)) / 1000, 150, "kB");
  const reference = `${site.url}providers/persona/reference.html`;
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) times.push(await interactive(reference));
  times.sort((a, b) => a - b);
  report("Persona's reference interactive (median of 5)", (times[2] ?? 0) / 1000, 2.5, "s");
} finally {
  await browser.close();
  await site.close();
}
console.log(`on ${availableParallelism()} cores`);

async function transferred(url: string): Promise<number> {
  const page = await browser.newPage();
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    const size = request.sizes();
    sizes.push(size.then((each) => each.responseBodySize + each.responseHeadersSize));
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const all = await Promise.all(sizes);
  await page.close();
  return all.reduce((sum, size) => sum + size, 0);
}

/** Returns the milliseconds from navigation until a click on a sidebar section opens it. */
async function interactive(url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const timer = setInterval(() => {
      // There are no links within the page until Redoc's script has started.
      const section = document.querySelector<HTMLElement>("#redoc a[href='#/inquiries']");
      const isOpen =
        document.querySelector("#redoc a[href='#/inquiries/searchinquiries']") !== null;
      if (location.hash !== "#/inquiries") return section?.click();
      if (!isOpen) return;
      clearInterval(timer);
      Object.assign(globalThis, { interactiveAt: performance.now() });
    }, 20);
  });
  await page.goto(url, { waitUntil: "commit" });
  const at = await page.waitForFunction(() => Reflect.get(globalThis, "interactiveAt"));
  const time = Number(await at.jsonValue());
  await context.close();
  return time;
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function run(...args: string[]): void {
  const { status, stdout, stderr } = spawnSync("pnpm", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`pnpm ${args.join(" ")} failed:\n${stdout}${stderr}`);
}

function report(name: string, value: number, limit: number, unit: string): void {
  const verdict = value <= limit ? "" : "  over budget";
  console.log(`${name}: ${value.toFixed(2)} ${unit} (at most ${limit} ${unit})${verdict}`);
}
