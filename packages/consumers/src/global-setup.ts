import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@countersign/process";
import type { TestProject } from "vitest/node";
import { createConsumer } from "./create-consumer.ts";
import { librariesOf, packAll, type Tarballs } from "./pack-all.ts";
import { findChromium, toolsFolder } from "./tools.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of a user's project with the packed packages installed. */
    consumer: string;
    /** The packed packages. */
    tarballs: Tarballs;
  }
}

/** Installs the tools and creates the consumer, once for all tests. Returns the function that removes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  step("installing users' tools: runtimes, compilers, bundlers");
  const install = ["install", "--frozen-lockfile"];
  await run("pnpm", install, { cwd: toolsFolder, timeoutMs: 300_000 });
  const temporary = await realpath(await mkdtemp(join(tmpdir(), "countersign-consumers-")));
  const remove = () => rm(temporary, { recursive: true, force: true });
  try {
    step("packing the packages and installing the tarballs in a project");
    const tarballs = await packAll(temporary);
    const consumer = join(temporary, "consumer");
    await createConsumer(consumer, librariesOf(tarballs));
    project.provide("consumer", consumer);
    project.provide("tarballs", tarballs);
  } catch (error) {
    await remove();
    throw error;
  }
  warnWithoutChromium();
  return async () => {
    await remove();
    warnWithoutChromium();
  };
}

function warnWithoutChromium(): void {
  if (findChromium() !== undefined) return;
  step("NO CHROMIUM: browser tests are SKIPPED. Install it, or set CHROMIUM to its path");
}

function step(message: string): void {
  console.log(`> ${message}`);
}
