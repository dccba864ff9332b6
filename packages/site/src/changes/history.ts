import { run } from "@countersign/process";

/** What git knows of the providers. Without a repository it knows nothing. */
export interface History {
  /** Day on which a provider's spec was last changed. */
  readonly specChanges: ReadonlyMap<string, string>;
  /** Tags of releases: `@countersign/paywint@1.2.0`. */
  readonly tags: ReadonlySet<string>;
}

/** Reads what the site shows of a repository's history. */
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

/** Returns the history as one text: Turborepo does not see git, and is told by it when to build anew. */
export function historyKey({ specChanges, tags }: History): string {
  return JSON.stringify([[...specChanges], [...tags].sort()]);
}
