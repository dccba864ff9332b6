import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundlers } from "./bundle.ts";
import type { Report } from "./report.ts";
import { reportInChromium } from "./report-in-chromium.ts";
import { runLimited } from "./run-limited.ts";
import { findChromium, findNode, NODE_VERSIONS, OLDEST_NODE, tool } from "./tools.ts";

/** A runtime for a user's program. */
export interface Runtime {
  readonly name: string;
  /** Matches how it identifies itself. */
  readonly agent: RegExp;
  /** Whether this machine has it. */
  readonly isAvailable: boolean;
  /** Runs the program of the consumer's folder against a server, and returns its report. */
  readonly report: (folder: string, origin: string) => Promise<Report>;
}

/** Every runtime that the packages support. */
export const runtimes: readonly Runtime[] = [
  nodeRuntime(OLDEST_NODE, "import", "./imported-without-json.js"),
  // Also with `require`, which can load ES modules in these versions.
  ...NODE_VERSIONS.flatMap((version) => [
    nodeRuntime(version, "import", "./imported.js"),
    nodeRuntime(version, "require", "./required.cjs"),
  ]),
  {
    name: "Deno",
    agent: /^Deno\/2\./,
    isAvailable: true,
    // Deno uses npm's `node_modules`; `--no-remote` ensures that nothing else is fetched.
    report: commandLine(process.execPath, [tool("deno/bin.cjs"), "run", "-A", "--no-remote"]),
  },
  {
    name: "Bun",
    agent: /^Bun\/1\./,
    isAvailable: true,
    report: commandLine(tool("bun/bin/bun.exe"), []),
  },
  { name: "workerd", agent: /^Cloudflare-Workers$/, isAvailable: true, report: reportInWorkerd },
  {
    name: "Chromium",
    agent: /Chrome\//,
    isAvailable: findChromium() !== undefined,
    report: reportUnbundled,
  },
];

function nodeRuntime(
  version: Parameters<typeof findNode>[0],
  loader: "import" | "require",
  module: string,
): Runtime {
  const binary = findNode(version);
  return {
    name: `Node ${version}, by \`${loader}\``,
    agent: new RegExp(`^Node\\.js/${version}(\\.|$)`),
    isAvailable: binary !== undefined,
    report: commandLine(binary ?? "node", [], module),
  };
}

/** Returns a function that runs the program on a runtime with a command line. */
function commandLine(
  command: string,
  args: readonly string[],
  module = "./imported.js",
): Runtime["report"] {
  return async (folder, origin) => {
    const line = [...args, "command-line.js", module, origin];
    const stdout = await runLimited(command, line, { cwd: folder });
    return JSON.parse(stdout);
  };
}

/** Bundles and runs the program on workerd, which does not read `node_modules`. */
async function reportInWorkerd(folder: string, origin: string): Promise<Report> {
  await bundlers.esbuild({ folder, entry: "worker.js", out: "worker" });
  const args = ["test", "worker.capnp"];
  const options = { cwd: folder, env: { ORIGIN: origin } };
  const stdout = await runLimited(tool("workerd/bin/workerd"), args, options);
  return JSON.parse(stdout);
}

/** Runs the program in Chromium with the tarballs' own files, which an import map resolves. */
async function reportUnbundled(folder: string, origin: string): Promise<Report> {
  const stdout = await runLimited(process.execPath, ["import-map.js"], { cwd: folder });
  await writeFile(join(folder, "unbundled.html"), stdout);
  return reportInChromium(`${origin}/unbundled.html`, "/imported.js");
}
