import { run } from "@countersign/process";

/** The git history of the providers; empty outside a repository. */
export interface History {
  /** Date of the last change to each provider's spec. */
  readonly specChanges: ReadonlyMap<string, string>;
  /** Release tags, such as `@countersign/paywint@1.2.0`. */
  readonly tags: ReadonlySet<string>;
}

/** Reads the parts of a repository's history that the site shows. */
export async function readHistory(root: string, providers: readonly string[]): Promise<History> {
  const git = (...args: string[]) => run("git", args, { cwd: root }).catch(() => "");
  const [tags, ...days] = await Promise.all([
    git("tag", "--list", "*@*"),
    ...providers.map((name) => git("log", "-1", "--format=%cs", "--", `specs/${name}`)),
  ]);
  const specChanges = providers.flatMap((name, index): [string, string][] => {
    const day = days[index]?.trim() ?? "";
    return day === "" ? [] : [[name, day]];
  });
  return {
    specChanges: new Map(specChanges),
    tags: new Set((tags ?? "").split("\n").filter((tag) => tag !== "")),
  };
}

/** Returns the history as a string, for Turborepo's cache key: Turborepo does not read git history. */
export function historyKey({ specChanges, tags }: History): string {
  return JSON.stringify([[...specChanges], [...tags].sort()]);
}
