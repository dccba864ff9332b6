import { run } from "@countersign/process";
import type { Check } from "../checks/check.ts";
import { checkContents } from "../checks/check-contents.ts";
import { checkLicences, runtimeDependencies } from "../checks/check-licences.ts";
import { checkWithAttw, checkWithPublint, type OpenedTarball } from "../checks/check-resolution.ts";
import { rootFacts } from "../checks/placeholders.ts";
import { scanFiles } from "../checks/scan-files.ts";
import { buildPackages, type PackedPackage, packPackages } from "../packing/pack-packages.ts";
import { publishablePackages } from "../packing/publishable-packages.ts";
import { readTarball } from "../packing/read-tarball.ts";
import { facadeProblems } from "../plan/facade-bumps.ts";
import { plannedReleases } from "../plan/release-plan.ts";
import { assertCleanTree } from "../repository/git.ts";
import { sizeProblem } from "../size/size-budgets.ts";
import { sizeReport } from "../size/size-report.ts";

type Opened = PackedPackage & OpenedTarball;

/**
 * Returns all checks before a release, in an order that gives each check what it needs.
 *
 * @param folder - An empty folder, for the tarballs.
 */
export function releaseChecks(root: string, folder: string): Check[] {
  let opened: readonly Opened[] = [];
  const ofEach =
    (problems: (each: Opened) => Promise<readonly string[]> | readonly string[]) =>
    async (): Promise<string[]> => {
      const found = await Promise.all(opened.map(problems));
      return found.flatMap((list, index) =>
        list.map((problem) => `${opened[index]?.name}: ${problem}`),
      );
    };
  const turbo = (task: string): Promise<string> =>
    run("pnpm", ["exec", "turbo", "run", task, "--ui=stream", "--output-logs=errors-only"], {
      cwd: root,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
    });
  return [
    check("The working tree is clean", () => assertCleanTree(root)),
    check("The lockfile matches the manifests", () =>
      run("pnpm", ["install", "--frozen-lockfile", "--lockfile-only", "--offline"], { cwd: root }),
    ),
    check("Generated files match the specs", () => turbo("generate:check")),
    check("Every changed package has a release note", () => plannedReleases(root)),
    {
      name: "Every facade's bump is at least that of its providers",
      problems: async () => facadeProblems(await plannedReleases(root), publishablePackages(root)),
    },
    check("Every package builds and packs", async () => {
      await buildPackages(root);
      opened = await Promise.all((await packPackages(root, folder)).map(open));
    }),
    { name: "publint finds no problems", problems: ofEach(checkWithPublint) },
    { name: "The types resolve for every entry", problems: ofEach(checkWithAttw) },
    { name: "Packages contain what they declare", problems: ofEach(contentProblems(root)) },
    { name: "Packages contain no secrets or machine paths", problems: ofEach(scanProblems) },
    { name: "Sizes are within budget", problems: () => sizeProblems(root, opened) },
    { name: "Runtime dependencies have allowed licences", problems: () => licenceProblems(root) },
  ];
}

function check(name: string, work: () => Promise<unknown>): Check {
  return { name, problems: () => work().then(() => []) };
}

async function open(packed: PackedPackage): Promise<Opened> {
  const files = await readTarball(packed.tarball);
  return { ...packed, files, manifest: JSON.parse(String(files.get("package.json"))) };
}

function contentProblems(root: string): (each: Opened) => string[] {
  const own = new Set(publishablePackages(root).map(({ name }) => name));
  return (each) => checkContents(each, { root: rootFacts(root), own });
}

function scanProblems({ files }: Opened): string[] {
  return scanFiles(files).map(({ path, line, message }) => `${path}:${line}: ${message}`);
}

async function sizeProblems(root: string, packed: readonly PackedPackage[]): Promise<string[]> {
  const rows = await sizeReport(root, packed);
  return rows.filter(({ isOver }) => isOver).map(sizeProblem);
}

async function licenceProblems(root: string): Promise<string[]> {
  return checkLicences(await runtimeDependencies(root, publishablePackages(root)));
}
