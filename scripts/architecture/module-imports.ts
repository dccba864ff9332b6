import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";

/** An import of one module by another. */
export interface ModuleImport {
  /** Path of the importing module within its package's `src`: `emit/text.ts`. */
  readonly from: string;
  /** As written: `../json/json-pointer.ts`, `node:fs`. */
  readonly specifier: string;
  /** Path of the imported module within the same `src`; undefined for packages. */
  readonly to: string | undefined;
  /** Names used at run time; empty if only types, or a whole namespace, are imported. */
  readonly names: readonly string[];
  /** Whether only types are imported. */
  readonly isType: boolean;
}

/** Returns the imports of every module below a folder, including types and `import()`. */
export function importsBelow(src: string): ModuleImport[] {
  const files = globSync("**/*.ts", { cwd: src }).map((path) => path.replaceAll("\\", "/"));
  return files.sort().flatMap((from) => importsOf(src, from));
}

function importsOf(src: string, from: string): ModuleImport[] {
  const code = readFileSync(join(src, from), "utf8");
  const { module } = parseSync(from, code);
  const found = (
    specifier: string,
    details: Pick<ModuleImport, "names" | "isType">,
  ): ModuleImport => {
    const to = specifier.startsWith(".")
      ? posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts")
      : undefined;
    return { from, specifier, to, ...details };
  };
  const imported = module.staticImports.map(({ moduleRequest, entries }) => {
    const values = entries.filter(({ isType }) => !isType);
    const isType = entries.length > 0 && values.length === 0;
    const names = values.flatMap(({ importName }) => importName.name ?? []);
    return found(moduleRequest.value, { names, isType });
  });
  const exported = module.staticExports.flatMap(({ entries }) => {
    const [first] = entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []);
    const isType = entries.every((each) => each.isType);
    return first === undefined ? [] : [found(first, { names: [], isType })];
  });
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, specifier] = /^"(.*)"$/.exec(code.slice(start, end)) ?? [];
    return specifier === undefined ? [] : [found(specifier, { names: [], isType: false })];
  });
  return [...imported, ...exported, ...dynamic];
}

/** Returns the import cycles among folders, each as a sorted list of folders. */
export function cyclesOf(imports: readonly ModuleImport[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [posix.dirname(from), posix.dirname(to ?? from)];
    if (a !== b) next.set(a, (next.get(a) ?? new Set()).add(b));
  }
  const reachable = (start: string): Set<string> => {
    const seen = new Set<string>();
    const pending = [...(next.get(start) ?? [])];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      pending.push(...(next.get(folder) ?? []));
    }
    return seen;
  };
  const reach = new Map([...next.keys()].map((folder) => [folder, reachable(folder)]));
  const cycles = [...reach].flatMap(([folder, seen]) => {
    if (!seen.has(folder)) return [];
    return [[...seen].filter((other) => reach.get(other)?.has(folder)).sort()];
  });
  return [...new Map(cycles.map((cycle) => [cycle.join(), cycle])).values()];
}
