import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { emitDocumentIndex } from "./emit/emit-document-index.ts";
import {
  emitFacadeEntry,
  type FacadeFeatures,
  type ProviderPackage,
} from "./emit/emit-facade-entry.ts";
import { displayPath } from "./load/display-path.ts";
import { Cursor } from "./model/cursor.ts";
import { isJson } from "./model/media-types.ts";
import { toParameterStyles } from "./model/parameter-styles.ts";
import { isProviderName, NAME_RULE, toTypeName, toValueName } from "./provider-name.ts";
import { SpecError } from "./spec-error.ts";
import { type WriteResult, writeFiles } from "./write-files.ts";

/** What to emit for each provider package: facade entries, or the list of OpenAPI documents. */
export type WireKind = "entries" | "documents";

/** Which package to wire, and with what. */
export interface WireOptions {
  /** Folder of a package that depends on provider packages. */
  readonly folder: string;
  /** What to write. */
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
  const require = createRequire(file);
  const providers = Object.keys(objectAt(readManifest(file), "dependencies")).flatMap(
    (specifier) => {
      const document = resolveDocument(require, specifier);
      return document === undefined ? [] : [toProviderPackage(specifier, { document, file })];
    },
  );
  if (providers.length === 0) {
    throw failure(file, {
      message: "The package depends on no provider package.",
      remedy: "Add one to `dependencies` and install; a provider package exports ./openapi.json.",
    });
  }
  providers.sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = providers.find(({ name }, index) => providers[index + 1]?.name === name);
  if (twice === undefined) return providers;
  throw failure(file, {
    message: `Two provider packages are called "${twice.name}".`,
    remedy: "Remove one of them from `dependencies`.",
  });
}

function readManifest(file: string): unknown {
  if (!existsSync(file)) {
    throw failure(file, {
      message: "There is no such package.",
      remedy: "Name a folder with a package.json.",
    });
  }
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw failure(file, {
      message: "The file is not valid JSON.",
      remedy: "Correct its syntax.",
      cause,
    });
  }
}

function resolveDocument(require: NodeJS.Require, specifier: string): string | undefined {
  try {
    return require.resolve(`${specifier}/openapi.json`);
  } catch {
    return undefined;
  }
}

function toProviderPackage(
  specifier: string,
  { document, file }: { document: string; file: string },
): ProviderPackage {
  const name = specifier.replace(/^@[^/]+\//, "");
  if (!isProviderName(name)) {
    throw failure(file, {
      message: `"${specifier}" cannot be a provider package's name: ${NAME_RULE}.`,
      remedy: "Rename the package, or remove it from `dependencies`.",
    });
  }
  const parsed: unknown = JSON.parse(readFileSync(document, "utf8"));
  const { title } = objectAt(parsed, "info");
  const webhooks = objectAt(parsed, "x-countersign-webhooks");
  return {
    specifier,
    name,
    valueName: toValueName(name),
    typeName: toTypeName(name),
    title: typeof title === "string" ? title : name,
    hasWebhookFacts: Object.keys(webhooks).length > 0,
    hasVerifiableWebhooks: "signature" in webhooks || "token" in webhooks,
    features: featuresOf(parsed, document),
  };
}

/** What the facade's client of a provider needs besides what every client has. */
function featuresOf(document: unknown, file: string): FacadeFeatures {
  const schemes = Object.values(objectAt(objectAt(document, "components"), "securitySchemes"));
  const operations = Object.values(objectAt(document, "paths")).flatMap((item) =>
    Object.values({ ...(item as object) }),
  );
  const paginations = operations.map((each) => objectAt(each, "x-countersign-pagination"));
  const styles = paginations.map(({ style }) => style);
  const mediaTypes = operations.flatMap((each) =>
    Object.keys(objectAt(objectAt(each, "requestBody"), "content")),
  );
  return {
    hasOtherBodies: !mediaTypes.every(isJson),
    hasCursors: styles.includes("cursor"),
    hasLinks: paginations.some((each) => "nextParameter" in each),
    hasCounts: styles.includes("page") || styles.includes("offset"),
    hasStyles: hasStyles(document, file),
    hasPlacedCredentials: schemes.some((each) => isPlaced(objectAt({ each }, "each"))),
    hasSignatures: schemes.some((each) => "message" in objectAt(each, "x-countersign-hmac")),
  };
}

/** By the model, which alone knows what OpenAPI's defaults are. */
function hasStyles(document: unknown, file: string): boolean {
  if (typeof document !== "object" || document === null) return false;
  const root = Cursor.root({
    document,
    placeOf: (pointer) => ({ file: displayPath(file), pointer }),
  });
  return root
    .at("paths")
    .entries()
    .some(([, item]) =>
      item.entries().some(([key, operation]) => {
        const isOperation = /^(get|put|post|delete|options|head|patch)$/.test(key);
        const lists = [item.at("parameters").items(), operation.at("parameters").items()];
        return isOperation && toParameterStyles(lists).length > 0;
      }),
    );
}

/** In a query or a cookie, or a user name and a password. */
function isPlaced(scheme: Record<string, unknown>): boolean {
  const { type, in: place, scheme: http } = scheme;
  return (type === "apiKey" && place !== "header") || String(http).toLowerCase() === "basic";
}

function failure(
  file: string,
  { message, ...details }: { message: string; remedy: string; cause?: unknown },
): SpecError {
  return new SpecError(message, { place: { file: displayPath(file) }, ...details });
}

function objectAt(value: unknown, key: string): Record<string, unknown> {
  const child: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof child === "object" && child !== null ? { ...child } : {};
}
