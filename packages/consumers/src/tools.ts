import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the tools that users bring themselves: a workspace of its own. */
export const toolsFolder: string = fileURLToPath(new URL("../tools/", import.meta.url));

/** Versions of TypeScript that the declarations must compile with. */
export const TYPESCRIPT_VERSIONS = ["5.4", "5.9", "6.0", "7.0"] as const;

/** The oldest Node that the packages say they run on. */
export const OLDEST_NODE = "20.3";

/** Versions of Node that are in use. */
export const NODE_VERSIONS = ["20", "22", "24", "26"] as const;

/** The version that the workspace pins, and runs these tests on. */
const PINNED_NODE = "26";

/** Where a browser may be. `CHROMIUM` names another, which must then be there. */
const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Returns the path of a file of an installed tool. */
export function tool(path: string): string {
  return `${toolsFolder}node_modules/${path}`;
}

/** Returns the binary of a version of Node, or undefined where the tools have none for this platform. */
export function findNode(
  version: typeof OLDEST_NODE | (typeof NODE_VERSIONS)[number],
): string | undefined {
  if (version === PINNED_NODE) return process.execPath;
  const binary = tool(`node-${version}-${process.platform}-${process.arch}/bin/node`);
  // For these there are packages, so that a binary that is missing is a failure.
  const isKnown = process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
  return isKnown || existsSync(binary) ? binary : undefined;
}

/** Returns the binary of a browser, or undefined where there is none. */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM || BROWSERS.find((path) => existsSync(path));
}
