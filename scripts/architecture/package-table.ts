/** A row of CONTRIBUTING.md's table of packages. */
export interface PackageRow {
  /** Folder below `packages/`: `spec`, or `providers/*` for all provider packages. */
  readonly name: string;
  /** Its job, in one sentence. */
  readonly job: string;
  /** Packages that it may import. */
  readonly buildsOn: readonly string[];
  /** Folders of its `src`. Each may import those before it. */
  readonly folders: readonly string[];
}

/**
 * Reads the table of packages in CONTRIBUTING.md. Each row has a package's name, its job, the packages that it may
 * import, and its folders.
 *
 * @throws Error if there is no such table.
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

/** Returns a Mermaid diagram of the packages and their dependencies. */
export function drawPackages(rows: readonly PackageRow[]): string {
  const id = (name: string): string => name.replace(/\W+/g, "_");
  const lines = rows.flatMap(({ name, buildsOn }) => [
    `  ${id(name)}["${name}"]`,
    ...withoutIndirect(rows, buildsOn).map((other) => `  ${id(name)} --> ${id(other)}`),
  ]);
  return ["```mermaid", "flowchart BT", ...lines, "```"].join("\n");
}

/** Returns the direct dependencies that are not also indirect ones, to keep the diagram small. */
function withoutIndirect(rows: readonly PackageRow[], buildsOn: readonly string[]): string[] {
  return buildsOn.filter((name) => !buildsOn.some((other) => reaches(rows, other, name)));
}

function reaches(rows: readonly PackageRow[], from: string, to: string): boolean {
  const next = rows.find(({ name }) => name === from)?.buildsOn ?? [];
  return next.some((name) => name === to || reaches(rows, name, to));
}
