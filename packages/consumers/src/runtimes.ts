import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundlers } from "./bundle.ts";
import type { Report } from "./report.ts";
import { reportInChromium } from "./report-in-chromium.ts";
import { runLimited } from "./run-limited.ts";
import { findChromium, findNode, NODE_VERSIONS, OLDEST_NODE, tool } from "./tools.ts";

/** Where a user's program runs. */
export interface Runtime {
  readonly name: string;
  /** What it says that it is. */
  readonly agent: RegExp;
  /** False where this machine does not have it. */
  readonly isAvailable: boolean;
  /** Runs the program of the consumer's folder against a server, and returns what it reports. */
  readonly report: (folder: string, origin: string) => Promise<Report>;
}

/** Every runtime that the packages promise to run on. */
export const runtimes: readonly Runtime[] = [
  nodeRuntime(OLDEST_NODE, "import", "./imported-without-json.js"),
  // By `require`, too: these versions let it load ES modules.
  ...NODE_VERSIONS.flatMap((version) => [
    nodeRuntime(version, "import", "./imported.js"),
    nodeRuntime(version, "require", "./required.cjs"),
  ]),
  {
    name: "Deno",
    agent: /^Deno\/2\./,
    isAvailable: true,
    // Deno takes the packages from `node_modules`, as npm left it; `--no-remote` shows that nothing else is fetched.
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
  way: "import" | "require",
  module: string,
): Runtime {
  const binary = findNode(version);
  return {
    name: `Node ${version}, by \`${way}\``,
    agent: new RegExp(`^Node\\.js/${version}(\\.|$)`),
    isAvailable: binary !== undefined,
    report: commandLine(binary ?? "node", [], module),
  };
}

/** Runs the program on a runtime that has a command line. */
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

/** workerd reads no `node_modules`: Workers are bundled before they are deployed. */
async function reportInWorkerd(folder: string, origin: string): Promise<Report> {
  await bundlers.esbuild({ folder, entry: "worker.js", out: "worker" });
  const args = ["test", "worker.capnp"];
  const options = { cwd: folder, env: { ORIGIN: origin } };
  const stdout = await runLimited(tool("workerd/bin/workerd"), args, options);
  return JSON.parse(stdout);
}

/** The files of the tarballs themselves, which an import map makes known by name. */
async function reportUnbundled(folder: string, origin: string): Promise<Report> {
  const stdout = await runLimited(process.execPath, ["import-map.js"], { cwd: folder });
  await writeFile(join(folder, "unbundled.html"), stdout);
  return reportInChromium(`${origin}/unbundled.html`, "/imported.js");
}
