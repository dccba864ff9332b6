import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { emitDocumentIndex } from "./emit/emit-document-index.ts";
import { emitFacadeEntry, type ProviderPackage } from "./emit/emit-facade-entry.ts";
import { toTypeName, toValueName } from "./model/names.ts";
import { SpecError } from "./spec-error.ts";
import { type WriteResult, writeFiles } from "./write-files.ts";

/** What to emit for each provider package: facade entries, or the list of OpenAPI documents. */
export type WireKind = "entries" | "documents";

/** Which package to wire, and with what. */
export interface WireOptions {
  /** Folder of a package that depends on provider packages. */
  readonly folder: string;
  readonly emit: WireKind;
  /** Compare only: report what is stale, and write nothing. Default: false. */
  readonly check?: boolean;
}

/**
 * Writes the files of a package that name every provider package that it depends on, so that adding a
 * provider takes one line in `dependencies` and no code.
 *
 * @returns the paths that were written or removed, or with `check` would be.
 * @throws SpecError when the folder is not a package or depends on no provider package.
 */
export async function wire(options: WireOptions): Promise<WriteResult> {
  const providers = providerPackages(resolve(options.folder));
  const files =
    options.emit === "entries" ? providers.map(emitFacadeEntry) : [emitDocumentIndex(providers)];
  return writeFiles(files, {
    folder: options.folder,
    owned: [options.emit === "entries" ? "src/providers" : "src/generated"],
    check: options.check ?? false,
  });
}

/** A provider package is a dependency that exports `openapi.json`. */
function providerPackages(folder: string): ProviderPackage[] {
  const file = join(folder, "package.json");
  const place = { file: relative(process.cwd(), file) };
  if (!existsSync(file)) {
    throw new SpecError("There is no package here.", { place, remedy: "Name a folder with a package.json." });
  }
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  const dependencies = Object.keys(objectAt(manifest, "dependencies"));
  const require = createRequire(file);
  const providers = dependencies.flatMap((specifier) => {
    const document = resolveDocument(require, specifier);
    return document === undefined ? [] : [toProviderPackage(specifier, document)];
  });
  if (providers.length === 0) {
    throw new SpecError("The package depends on no provider package.", {
      place,
      remedy: "Add one to `dependencies` and install; a provider package exports ./openapi.json.",
    });
  }
  return providers.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function resolveDocument(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(`${specifier}/openapi.json`);
  } catch {
    return undefined;
  }
}

function toProviderPackage(specifier: string, file: string): ProviderPackage {
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  const name = specifier.replace(/^@[^/]+\//, "");
  const title = objectAt(document, "info").title;
  return {
    specifier,
    name,
    valueName: toValueName(name),
    typeName: toTypeName(name),
    title: typeof title === "string" ? title : name,
  };
}

function objectAt(value: unknown, key: string): Record<string, unknown> {
  const child: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof child === "object" && child !== null ? { ...child } : {};
}
