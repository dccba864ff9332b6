import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of users' tools, which is a separate workspace. */
export const toolsFolder: string = fileURLToPath(new URL("../tools/", import.meta.url));

/** Versions of TypeScript that the declarations must compile with. */
export const TYPESCRIPT_VERSIONS = ["5.4", "5.9", "6.0", "7.0"] as const;

/** The oldest Node that the packages support. */
export const OLDEST_NODE = "20.3";

/** Versions of Node that are in common use. */
export const NODE_VERSIONS = ["20", "22", "24", "26"] as const;

/** The version that the workspace pins and that runs these tests. */
const PINNED_NODE = "26";

/** Usual paths of a browser. `CHROMIUM` overrides them. */
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

/** Returns the binary of a version of Node, or undefined if the tools have none for this platform. */
export function findNode(
  version: typeof OLDEST_NODE | (typeof NODE_VERSIONS)[number],
): string | undefined {
  if (version === PINNED_NODE) return process.execPath;
  const binary = tool(`node-${version}-${process.platform}-${process.arch}/bin/node`);
  // The tools include packages for these platforms, so a missing binary must fail the tests.
  const isKnown = process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
  return isKnown || existsSync(binary) ? binary : undefined;
}

/** Returns the binary of a browser, or undefined if there is none. */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM || BROWSERS.find((path) => existsSync(path));
}
