import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "@countersign/spec/workspace";
import { type PackageManager, scriptCommand } from "../workspace/package-manager.ts";
import { readManifest, recordAt } from "../workspace/packages.ts";
import type { WiredPackage } from "./wired-packages.ts";

/**
 * Returns the commands to run after a provider was added, in order. Dependencies come first, because wiring finds
 * packages through what is installed.
 */
export function nextCommands(
  workspace: Workspace,
  {
    name,
    manager,
    wired,
  }: { name: string; manager: PackageManager; wired: readonly WiredPackage[] },
): string[] {
  const run = (packageName: string, script: string): string =>
    scriptCommand(manager, { packageName, script });
  const shared = sharedScripts(workspace);
  const wire = shared.has("generate")
    ? [`${manager} ${manager === "npm" ? "run " : ""}generate`]
    : wired.filter(({ hasWiredFiles }) => hasWiredFiles).map((each) => run(each.name, "generate"));
  const checks = shared.has("test")
    ? ["npm test"]
    : ["build", "typecheck", "test", "lint:spec"].map((script) =>
        run(workspace.packageName(name), script),
      );
  return [`${manager} install`, ...wire, ...checks];
}

/** Returns the names of the root's scripts that cover its packages. */
function sharedScripts({ root, sharesTools }: Workspace): ReadonlySet<string> {
  const file = join(root, "package.json");
  if (!sharesTools || !existsSync(file)) return new Set();
  return new Set(Object.keys(recordAt(readManifest(file), "scripts")));
}
