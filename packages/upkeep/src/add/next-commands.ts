import type { Workspace } from "@countersign/spec/workspace";
import type { WiredPackage } from "./wired-packages.ts";
import type { WorkspaceForm } from "./workspace-form.ts";

/**
 * Returns the commands to run after a provider was added, in order. Dependencies come first, because wiring finds
 * packages through what is installed.
 */
export function nextCommands(
  workspace: Workspace,
  { name, form, wired }: { name: string; form: WorkspaceForm; wired: readonly WiredPackage[] },
): string[] {
  const filter = `pnpm --filter ${workspace.packageName(name)}`;
  const wire = form.scripts.has("generate")
    ? ["pnpm generate"]
    : wired
        .filter(({ hasWiredFiles }) => hasWiredFiles)
        .map((each) => `pnpm --filter ${each.name} generate`);
  const test = form.scripts.has("test")
    ? ["npm test"]
    : [`${filter} build`, `${filter} typecheck`, `${filter} test`];
  return ["pnpm install", ...wire, ...test];
}
