import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isObject } from "@countersign/spec/json";
import { SandboxError } from "../errors/sandbox-error.ts";
import type { OpenApiDocument } from "./open-api-document.ts";

/**
 * Loads the OpenAPI document that a package exports.
 *
 * @throws SandboxError `invalid_document` if the package exports none.
 */
export async function loadDocument(specifier: string): Promise<OpenApiDocument> {
  const parsed = await readJson(specifier);
  if (isDocument(parsed)) return parsed;
  throw new SandboxError("invalid_document", `${specifier} is not an OpenAPI document.`);
}

async function readJson(specifier: string): Promise<unknown> {
  try {
    const path = createRequire(import.meta.url).resolve(specifier);
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new SandboxError("invalid_document", `${specifier} cannot be read.`, { cause });
  }
}

function isDocument(value: unknown): value is OpenApiDocument {
  return isObject(value) && typeof value.openapi === "string";
}
