import { isDeepStrictEqual } from "node:util";
import { isFacade, wireScripts } from "../workspace/facades.ts";
import { recordAt, type WorkspacePackage } from "../workspace/packages.ts";

/** A package that depends on every provider package. */
export interface WiredPackage {
  readonly name: string;
  /** Absolute path of its package.json. */
  readonly file: string;
  /** Its package.json with the new dependency. */
  readonly text: string;
  /** Whether `countersign wire` writes files in it, so that its users get the new provider. */
  readonly hasWiredFiles: boolean;
  /** Whether it is a facade, with one entry per provider. */
  readonly hasEntries: boolean;
}

/**
 * Returns the packages that are wired to all providers of a workspace, each with a dependency on the new one. These
 * are packages with a script that runs `countersign wire`, or with `"dependsOnEveryProvider": true` below
 * `countersign` in their manifest. A workspace may have none.
 */
export function wiredPackages(
  packages: readonly WorkspacePackage[],
  dependency: { readonly name: string; readonly peers: readonly string[] },
): WiredPackage[] {
  return packages.flatMap(({ file, text, manifest }) => {
    const wires = wireScripts(manifest);
    const isMarked = recordAt(manifest, "countersign").dependsOnEveryProvider === true;
    if (wires.length === 0 && !isMarked) return [];
    const dependencies = recordAt(manifest, "dependencies");
    const known = dependency.peers.map((peer) => dependencies[peer]).find((each) => each);
    const version = typeof known === "string" ? known : "workspace:^";
    const added = withDependency(text, { name: dependency.name, version });
    const hasEntries = isFacade(manifest);
    const hasWiredFiles = wires.length > 0;
    return [{ name: String(manifest.name), file, text: added, hasWiredFiles, hasEntries }];
  });
}

/**
 * Returns the text of a package.json with an entry added to `dependencies`, in sorted order. The rest of the text is
 * unchanged, unless the file is laid out so unusually that it has to be reformatted.
 */
export function withDependency(
  text: string,
  { name, version }: { name: string; version: string },
): string {
  const manifest: Record<string, unknown> = JSON.parse(text);
  const dependencies = { ...recordAt(manifest, "dependencies"), [name]: version };
  const sorted = Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1));
  const wanted = { ...manifest, dependencies: Object.fromEntries(sorted) };
  const edited = insertLine(text, { name, version });
  if (edited !== undefined && isDeepStrictEqual(JSON.parse(edited), wanted)) return edited;
  const indent = /^\{\r?\n([ \t]+)/.exec(text)?.[1] ?? "  ";
  return `${JSON.stringify(wanted, null, indent)}\n`;
}

function insertLine(
  text: string,
  { name, version }: { name: string; version: string },
): string | undefined {
  const block = /\n([ \t]*)"dependencies": \{(\r?\n)([^{}]*?)\r?\n\1\}/.exec(text);
  if (block === null) return undefined;
  const [whole, , lineBreak = "\n", body = ""] = block;
  const indent = /^[ \t]*/.exec(body)?.[0] ?? "";
  const entries = body.split(/,?\r?\n/).filter((line) => line.trim() !== "");
  const added = `${indent}${JSON.stringify(name)}: ${JSON.stringify(version)}`;
  const at = entries.findIndex((line) => (/"([^"]+)"/.exec(line)?.[1] ?? "") > name);
  entries.splice(at === -1 ? entries.length : at, 0, added);
  return text.replace(whole, () => whole.replace(body, () => entries.join(`,${lineBreak}`)));
}
