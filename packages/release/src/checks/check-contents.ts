import { posix } from "node:path";
import type { Manifest } from "../packing/manifest.ts";
import type { PackedFiles } from "../packing/read-tarball.ts";

/** Packages from elsewhere that a client may depend on: without dependencies of their own, or only on types. */
const ALLOWED_CLIENT_DEPENDENCIES: ReadonlySet<string> = new Set([
  "eventsource-parser",
  "openapi-fetch",
]);

/** Facts in the root's package.json that apply to every package. */
export interface RootFacts {
  readonly repository: { readonly url: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
}

/** A packed package and its origin. */
export interface PackageContents {
  readonly manifest: Manifest;
  readonly files: PackedFiles;
  /** Path of its folder, relative to the root. */
  readonly directory: string;
  readonly isClient: boolean;
}

/** Returns the problems of a packed package: what it lacks, and what it must not have. */
export function checkContents(
  contents: PackageContents,
  { root, own }: { root: RootFacts; own: ReadonlySet<string> },
): string[] {
  return [
    ...manifestProblems(contents, root),
    ...fileProblems(contents),
    ...dependencyProblems(contents, own),
    ...declarationProblems(contents.files),
  ];
}

function manifestProblems({ manifest, directory }: PackageContents, root: RootFacts): string[] {
  const { repository, homepage, bugs, keywords = [], description = "" } = manifest;
  const isTree = homepage === `${root.homepage}/tree/main/${directory}#readme`;
  const expected: [boolean, string][] = [
    [description.length >= 20, "`description` is missing or too short"],
    [keywords.length >= 3, "`keywords` has fewer than three entries"],
    [manifest.license === "MIT", "`license` is not MIT"],
    [manifest.type === "module", "`type` is not module"],
    [manifest.engines?.node !== undefined, "`engines.node` is missing"],
    [manifest.files !== undefined, "`files` is missing: everything would be published"],
    [repository?.url === root.repository.url, "`repository.url` does not match the root's"],
    [repository?.directory === directory, `\`repository.directory\` is not ${directory}`],
    [isTree, "`homepage` is not the package's folder under the root's homepage"],
    [bugs?.url === root.bugs.url, "`bugs.url` does not match the root's"],
  ];
  const hooks = Object.keys(manifest.scripts ?? {}).filter((name) =>
    /^(pre|post)?install$|^prepare$/.test(name),
  );
  return [
    ...expected.filter(([isMet]) => !isMet).map(([, message]) => message),
    ...hooks.map((name) => `the script \`${name}\` would run on users' machines`),
  ];
}

function fileProblems({ manifest, files }: PackageContents): string[] {
  const absent = ["LICENSE", "README.md", "package.json"].filter((path) => !files.has(path));
  const targets = Object.values(manifest.exports ?? {}).flatMap((target) =>
    typeof target === "string" ? [target] : Object.values(target),
  );
  const missing = [...targets, ...Object.values(manifest.bin ?? {})].filter(
    (target) => ![...files.keys()].some((path) => matches(target, path)),
  );
  return [
    ...absent.map((path) => `${path} is missing`),
    ...missing.map((path) => `${path} is declared in package.json but missing`),
  ];
}

/** Whether a path matches a target of an exports map, such as `./dist/providers/*.js`. */
function matches(target: string, path: string): boolean {
  const [before = "", after] = target.replace(/^\.\//, "").split("*");
  return after === undefined ? path === before : path.startsWith(before) && path.endsWith(after);
}

function dependencyProblems(
  { manifest, isClient }: PackageContents,
  own: ReadonlySet<string>,
): string[] {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
  const foreign = all.filter(
    ([name]) => isClient && !own.has(name) && !ALLOWED_CLIENT_DEPENDENCIES.has(name),
  );
  const unresolved = all.filter(([, range]) => /^(workspace|catalog|link|file):/.test(range));
  return [
    ...foreign.map(([name]) => `a client must not depend on ${name}`),
    ...unresolved.map(([name, range]) => `the range of ${name} is unresolved: ${range}`),
  ];
}

/** Declaration maps let an editor go to the source and its doc comments. */
function declarationProblems(files: PackedFiles): string[] {
  return [...files].flatMap(([path, content]) => {
    if (path.endsWith(".d.ts") && path.startsWith("dist/") && !files.has(`${path}.map`)) {
      return [`${path} has no declaration map`];
    }
    if (!path.endsWith(".map")) return [];
    const { sources = [] }: { sources?: string[] } = JSON.parse(content.toString());
    return sources
      .map((source) => posix.join(posix.dirname(path), source))
      .filter((source) => !files.has(source))
      .map((source) => `${path} points at ${source}, which is not in the package`);
  });
}
