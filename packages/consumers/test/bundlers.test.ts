import { relative } from "node:path";
import { describe, inject } from "vitest";
import { bundlers } from "../src/bundle.ts";
import { reportInChromium } from "../src/report-in-chromium.ts";
import { runLimited } from "../src/run-limited.ts";
import { findChromium } from "../src/tools.ts";
import { describeReport } from "./describe-report.ts";

const folder = inject("consumer");

describe.for(Object.entries(bundlers))("a bundle of %s", ([name, bundle]) => {
  let path: Promise<string> | undefined;
  // Both runtimes run the same bundle.
  const bundlePath = async (): Promise<string> => {
    path ??= bundle({ folder, entry: "imported.js", out: `bundled-${name}` });
    return `./${relative(folder, await path)}`;
  };

  describe("on Node", () => {
    describeReport({
      agent: /^Node\.js\//,
      isAvailable: true,
      report: async (origin) => {
        const args = ["command-line.js", await bundlePath(), origin];
        const stdout = await runLimited(process.execPath, args, { cwd: folder });
        return JSON.parse(stdout);
      },
    });
  });

  describe("on Chromium", () => {
    describeReport({
      agent: /Chrome\//,
      isAvailable: findChromium() !== undefined,
      report: async (origin) =>
        reportInChromium(`${origin}/empty.html`, new URL(await bundlePath(), origin).href),
    });
  });
});
