/** A package of this repository, as CONTRIBUTING.md describes it. */
export interface PackageRow {
  /** Folder below `packages/`: `spec`, or `providers/*` for each provider's. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly job: string;
  /** Packages that it may import. */
  readonly buildsOn: readonly string[];
  /** Folders of its `src`, each of which may import those before it. */
  readonly folders: readonly string[];
}

/**
 * Reads the table of packages in CONTRIBUTING.md: each row has a package's name, its job, the packages
 * that it may import, and its folders.
 *
 * @throws Error when there is no such table.
 */
export function readPackageTable(markdown: string): PackageRow[] {
  const [, body] = /^\| package \|.*\n\|[-|\s]+\|\n((?:\|.*\n)+)/m.exec(markdown) ?? [];
  if (body === undefined) throw new Error("CONTRIBUTING.md has no table of packages.");
  return body
    .trim()
    .split("\n")
    .map((line) => {
      const [, name = "", job = "", buildsOn = "", folders = ""] = line.split("|");
      const [own = ""] = codeIn(name);
      return { name: own, job: job.trim(), buildsOn: codeIn(buildsOn), folders: codeIn(folders) };
    });
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
}

/** Returns a Mermaid diagram of the packages, with an arrow to each package that one builds on. */
export function drawPackages(rows: readonly PackageRow[]): string {
  const id = (name: string): string => name.replace(/\W+/g, "_");
  const lines = rows.flatMap(({ name, buildsOn }) => [
    `  ${id(name)}["${name}"]`,
    ...withoutIndirect(rows, buildsOn).map((other) => `  ${id(name)} --> ${id(other)}`),
  ]);
  return ["```mermaid", "flowchart BT", ...lines, "```"].join("\n");
}

/** An arrow that others lead to says nothing new. */
function withoutIndirect(rows: readonly PackageRow[], buildsOn: readonly string[]): string[] {
  return buildsOn.filter((name) => !buildsOn.some((other) => reaches(rows, other, name)));
}

function reaches(rows: readonly PackageRow[], from: string, to: string): boolean {
  const next = rows.find(({ name }) => name === from)?.buildsOn ?? [];
  return next.some((name) => name === to || reaches(rows, name, to));
}
