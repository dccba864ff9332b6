import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@countersign/process";
import { type PublishablePackage, publishablePackages } from "../packing/publishable-packages.ts";
import { releaseTag, tagNames } from "../repository/git.ts";

/** A package's next release. */
export interface PlannedRelease {
  readonly name: string;
  /** The current version. */
  readonly from: string;
  readonly to: string;
  readonly bump: "major" | "minor" | "patch" | "none";
  /** Titles of its release notes, or a generic reason if only its dependencies changed. */
  readonly reasons: readonly string[];
}

interface Status {
  readonly changesets: readonly { readonly id: string; readonly summary: string }[];
  readonly releases: readonly {
    readonly name: string;
    readonly type: PlannedRelease["bump"];
    readonly oldVersion: string;
    readonly newVersion: string;
    readonly changesets: readonly string[];
  }[];
}

/** Returns the versions that `changeset version` would create from the pending notes; published packages only. */
export async function plannedReleases(root: string): Promise<PlannedRelease[]> {
  const folder = await mkdtemp(join(tmpdir(), "release-plan-"));
  try {
    const file = join(folder, "status.json");
    await run("pnpm", ["exec", "changeset", "status", "--output", file], { cwd: root });
    const status: Status = JSON.parse(await readFile(file, "utf8"));
    const published = new Set(publishablePackages(root).map(({ name }) => name));
    return toPlan(status).filter(({ name }) => published.has(name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toPlan({ changesets, releases }: Status): PlannedRelease[] {
  const titles = new Map(changesets.map(({ id, summary }) => [id, titleOf(summary)]));
  return releases
    .filter(({ type }) => type !== "none")
    .map(({ name, type, oldVersion, newVersion, changesets: ids }) => ({
      name,
      from: oldVersion,
      to: newVersion,
      bump: type,
      reasons: ids.length > 0 ? ids.map((id) => titles.get(id) ?? id) : ["Updated dependencies"],
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function titleOf(summary: string): string {
  return summary.trim().split("\n")[0]?.trim() ?? "";
}

/**
 * Returns the packages whose version has not been released: it has no git tag. Version 0.0.0 marks a package
 * without a first release note.
 */
export async function unreleasedPackages(root: string): Promise<PublishablePackage[]> {
  const tags = await tagNames(root);
  return publishablePackages(root).filter(
    (each) => each.version !== "0.0.0" && !tags.has(releaseTag(each)),
  );
}

/** Returns what would be published if no note were pending: the versions without a tag. */
export async function waitingReleases(root: string): Promise<PlannedRelease[]> {
  const tags = [...(await tagNames(root))];
  return (await unreleasedPackages(root)).map(({ name, version, directory }) => ({
    name,
    from: tags.findLast((tag) => tag.startsWith(`${name}@`))?.slice(name.length + 1) ?? "none",
    to: version,
    bump: "none",
    reasons: changelogTitles(join(root, directory, "CHANGELOG.md"), version),
  }));
}

/** Returns the titles of a version's notes in a changelog. */
function changelogTitles(file: string, version: string): string[] {
  if (!existsSync(file)) return [];
  const sections = readFileSync(file, "utf8").split(/^## /m);
  const section = sections.find((each) => each.split("\n")[0]?.trim() === version) ?? "";
  return [...section.matchAll(/^- (.*)$/gm)].map(([, title = ""]) => title);
}
