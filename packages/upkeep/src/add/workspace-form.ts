import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Workspace } from "@countersign/spec/workspace";
import { readManifest, readPackages, recordAt } from "../workspace/packages.ts";

/** Facts about a workspace that shape a new provider package. */
export interface WorkspaceForm {
  /** Path from the provider's package to the root: `../../..`. */
  readonly toRoot: string;
  /** Path from the root to the provider's package: `packages/providers/acme`. */
  readonly directory: string;
  /** Version range for `openapi-fetch`. */
  readonly fetchVersion: string;
  /** Version range for `@countersign/cli`. */
  readonly toolVersion: string;
  /** Whether packages extend the root's `tsconfig.base.json`. */
  readonly hasBaseConfig: boolean;
  /** Whether packages add tasks to the root's `turbo.json`. */
  readonly hasTurbo: boolean;
  /** Whether packages are projects of the root's Vitest configuration. */
  readonly hasVitestConfig: boolean;
  readonly hasChangesets: boolean;
  /** Path from the provider's package to the package that builds the documentation, if there is one. */
  readonly toSite: string | undefined;
  /** Versions of the tools that the package has to install. */
  readonly missingTools: Readonly<Record<string, string>>;
  /** The root's licence, if it states one. */
  readonly license: string | undefined;
  /** Whether packages of this workspace are published. */
  readonly isPublished: boolean;
  readonly urls: RepositoryUrls;
}

/** URLs in the root's manifest. New packages copy those that are present. */
export interface RepositoryUrls {
  readonly homepage?: string;
  readonly bugs?: string;
  readonly repository?: string;
}

/** The versions that generated packages are tested with. A workspace's catalog may have others. */
const VERSIONS = {
  "openapi-fetch": "0.17.0",
  typescript: "^5.9.3",
  vitest: "^5.1.0",
  "@types/node": "^26.6.6",
};

/**
 * Returns the facts about a workspace.
 *
 * @param toolVersion - Version of `@countersign/cli` for packages outside this repository.
 */
export function workspaceForm(
  workspace: Workspace,
  { name, toolVersion }: { readonly name: string; readonly toolVersion: string },
): WorkspaceForm {
  const { root, sharesTools } = workspace;
  const has = (path: string): boolean => existsSync(join(root, path));
  const manifest = has("package.json") ? readManifest(join(root, "package.json")) : {};
  const installed = {
    ...recordAt(manifest, "dependencies"),
    ...recordAt(manifest, "devDependencies"),
  };
  const tools = ["typescript", "vitest", "@types/node"] as const;
  const catalog = has("pnpm-workspace.yaml")
    ? readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")
    : "";
  const packages = readPackages(workspace);
  const isHome = packages.some((each) => each.manifest.name === TOOL);
  const site = packages.find((each) => each.manifest.name === SITE);
  const pathTo = (folder: string): string =>
    relative(workspace.packageFolder(name), folder).split(sep).join("/");
  return {
    toRoot: pathTo(root),
    directory: relative(root, workspace.packageFolder(name)).split(sep).join("/"),
    fetchVersion: /^ +["']?openapi-fetch["']?:/m.test(catalog)
      ? "catalog:"
      : VERSIONS["openapi-fetch"],
    toolVersion: isHome ? "workspace:*" : `^${toolVersion}`,
    hasBaseConfig: sharesTools && has("tsconfig.base.json"),
    hasTurbo: sharesTools && has("turbo.json"),
    hasVitestConfig:
      sharesTools && readdirSync(root).some((file) => /^vitest\.config\.[cm]?[jt]s$/.test(file)),
    hasChangesets: has(".changeset"),
    toSite: site && pathTo(dirname(site.file)),
    missingTools: Object.fromEntries(
      tools
        .filter((tool) => !sharesTools || !(tool in installed))
        .map((tool) => [tool, VERSIONS[tool]]),
    ),
    license: typeof manifest.license === "string" ? manifest.license : undefined,
    isPublished: has(".changeset"),
    urls: urlsOf(manifest),
  };
}

function urlsOf(manifest: Readonly<Record<string | number, unknown>>): RepositoryUrls {
  const { homepage, bugs, repository } = {
    homepage: manifest.homepage,
    bugs: recordAt(manifest, "bugs").url,
    repository: recordAt(manifest, "repository").url,
  };
  return {
    ...(typeof homepage === "string" && { homepage }),
    ...(typeof bugs === "string" && { bugs }),
    ...(typeof repository === "string" && { repository }),
  };
}

const TOOL = "@countersign/cli";
const SITE = "@countersign/site";
