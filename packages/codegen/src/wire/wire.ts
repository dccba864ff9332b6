import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { isObject } from "@countersign/spec/json";
import { bundledSpec, isProviderName, NAME_RULE } from "@countersign/spec/load";
import { type Model, type SecuritySchemeModel, toModel } from "@countersign/spec/model";
import { isJson } from "@countersign/spec/openapi";
import { displayPath, SpecError } from "@countersign/spec/problem";
import type { Webhooks } from "@countersign/spec/vocabulary";
import { hasServerOptions } from "../emit/server-options.ts";
import { type WriteResult, writeFiles } from "../write/write-files.ts";
import { emitDocumentIndex } from "./emit-document-index.ts";
import {
  type DeliveryFacts,
  emitFacadeEntry,
  type FacadeFeatures,
  type ProviderPackage,
} from "./emit-facade-entry.ts";

/** What to emit: a facade entry for each provider package, or the list of their OpenAPI documents. */
export type WireKind = "entries" | "documents";

/** Options for wiring a package. */
export interface WireOptions {
  /** Folder of a package that depends on provider packages. */
  readonly folder: string;
  /** What to write. */
  readonly emit: WireKind;
  /** Whether to only report stale files, and write nothing. Default: false. */
  readonly check?: boolean;
}

/**
 * Writes the files of a package that name all the provider packages it depends on. To add a provider, it is
 * then enough to add one line to `dependencies`.
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
  const providers = Object.keys(dependenciesOf(file)).flatMap((specifier) => {
    const document = resolveDocument(require, specifier);
    return document === undefined ? [] : [toProviderPackage(specifier, { document, file })];
  });
  if (providers.length === 0) {
    throw failure(file, {
      message: "The package does not depend on a provider package.",
      remedy: "Add one to `dependencies` and install; a provider package exports ./openapi.json.",
    });
  }
  providers.sort((a, b) => (a.name < b.name ? -1 : 1));
  const duplicate = providers.find(({ name }, index) => providers[index + 1]?.name === name);
  if (duplicate === undefined) return providers;
  throw failure(file, {
    message: `Two provider packages are called "${duplicate.name}".`,
    remedy: "Remove one of them from `dependencies`.",
  });
}

function dependenciesOf(file: string): object {
  if (!existsSync(file)) {
    throw failure(file, {
      message: "The folder has no package.json.",
      remedy: "Specify a folder with a package.json.",
    });
  }
  const manifest = readJson(file);
  return isObject(manifest) && isObject(manifest.dependencies) ? manifest.dependencies : {};
}

function readJson(file: string): unknown {
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
      message: `"${specifier}" is not a valid provider package name: ${NAME_RULE}.`,
      remedy: "Rename the package, or remove it from `dependencies`.",
    });
  }
  const parsed: unknown = readJson(document);
  const spec = bundledSpec(isObject(parsed) ? parsed : {}, { name, file: displayPath(document) });
  const model = toModel(spec);
  const { valueName, typeName, title, webhooks } = model;
  return {
    specifier,
    name,
    valueName,
    typeName,
    title,
    hasWebhookFacts: webhooks !== undefined,
    deliveries: webhooks && deliveriesOf(webhooks),
    features: featuresOf(model),
  };
}

/** Returns how deliveries are signed and read, or undefined if nothing authenticates them. */
function deliveriesOf(webhooks: Webhooks): DeliveryFacts | undefined {
  const { signature, asymmetric, token, body = "json" } = webhooks;
  if ([signature, asymmetric, token].every((each) => each === undefined)) return undefined;
  const { pointer, timestamp, algorithms, message = [] } = signature ?? {};
  return {
    hasPublicKey: asymmetric !== undefined,
    hasResolvedSignature:
      [pointer, algorithms].some((each) => each !== undefined) ||
      (timestamp !== undefined && ("pointer" in timestamp || timestamp.unit === "rfc3339")) ||
      /\{(url|sortedForm|body:[^{}]+)\}/.test(message.join()),
    hasSignatureInBody: pointer !== undefined,
    hasOtherBodies: body !== "json",
  };
}

/** Returns the optional parts of the facade that a provider's client needs. */
function featuresOf(model: Model): FacadeFeatures {
  const { operations, securitySchemes } = model;
  const paginations = operations.flatMap(({ pagination }) => pagination ?? []);
  const kinds = new Set<string>(securitySchemes.map(({ kind }) => kind));
  return {
    hasOtherBodies: operations.some(
      ({ requestBodies }) => !requestBodies.every(({ mediaType }) => isJson(mediaType)),
    ),
    hasFixedHeaders: model.fixedHeaders.length > 0,
    hasEventStreams: operations.some(({ eventStream }) => eventStream !== undefined),
    hasStyledBodies: operations.some(({ encodings }) => encodings.some((each) => "style" in each)),
    hasCursors: paginations.some(({ style }) => style === "cursor"),
    hasLinks: paginations.some((each) => "nextParameter" in each),
    hasCounts: paginations.some(({ style }) => style !== "cursor"),
    hasBrowserPages: operations.some(({ isBrowserPage }) => isBrowserPage),
    hasStyles: operations.some(({ styles }) => styles.length > 0),
    hasPlacedCredentials: securitySchemes.some(
      (scheme) =>
        /^(query|cookie|basic)$/.test(scheme.kind) ||
        (scheme.kind === "apiKey" && scheme.value !== undefined),
    ),
    hasServerVariables: hasServerOptions(model),
    hasSignatures: kinds.has("hmac"),
    hasRareSignatures: securitySchemes.some((each) => each.kind === "hmac" && isRare(each)),
    hasTimestamps: securitySchemes.some(
      (scheme) => scheme.kind === "hmac" && scheme.hmac.timestamp !== undefined,
    ),
  };
}

/** Returns whether a signature needs words of the vocabulary that most do not. */
function isRare({ parameter, hmac }: SecuritySchemeModel & { kind: "hmac" }): boolean {
  const { message, encoding, bodyHash, timestamp, nonce } = hmac;
  return (
    [parameter, timestamp?.parameter, nonce?.parameter].some((each) => each !== undefined) ||
    /\{(queryString|pathParameter:[^{}]+)\}/.test(message.join()) ||
    [encoding, bodyHash?.encoding].some((each) => each === "hexUpper" || each === "base64Unpadded")
  );
}

function failure(
  file: string,
  { message, ...details }: { message: string; remedy: string; cause?: unknown },
): SpecError {
  return new SpecError(message, { location: { file: displayPath(file) }, ...details });
}
