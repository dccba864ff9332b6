import { join, relative, resolve } from "node:path";
import { expect } from "vitest";
import { type Files, writeAll } from "./files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The smallest document that a package can be generated from, without its paths. */
export const HEAD = `openapi: 3.1.0
info:
  title: Acme API
  version: 1.0.0
servers:
  - url: https://api.acme.test
`;

/** Paths with one operation, to append to {@link HEAD}. */
export const PATHS = `paths:
  /users:
    get:
      operationId: listUsers
      responses:
        "200":
          description: The users.
`;

/** The smallest document that a package can be generated from. */
export const DOCUMENT: string = HEAD + PATHS;

/**
 * A SpecError from any copy of the class: tests load a package's sources, while packages load each other's
 * builds.
 */
export interface ThrownSpecError extends Error {
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
  readonly remedy: string;
}

/** Writes a spec folder called `acme`; a single string becomes its openapi.yaml. */
export async function specFolder(files: string | Files): Promise<string> {
  const all = typeof files === "string" ? { "openapi.yaml": files } : files;
  return writeAll(join(await temporaryFolder(), "acme"), all);
}

/** Returns the SpecError that a promise rejects with. */
export async function specErrorOf(promise: Promise<unknown>): Promise<ThrownSpecError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isSpecError(error)) expect(error).toMatchObject({ name: "SpecError" });
  return error as ThrownSpecError;
}

function isSpecError(error: unknown): error is ThrownSpecError {
  return error instanceof Error && error.name === "SpecError";
}

/** Returns an error as `openapi.yaml:3:7 The message.`, and asserts that its remedy is a sentence. */
export function refusalText(error: ThrownSpecError, folder: string): string {
  expect(error.remedy).toMatch(/^[A-Z`].+\.$/);
  return `${locationOf(error, folder)} ${error.message}`;
}

/** Returns the location of an error as `openapi.yaml:3:7`, relative to a folder. */
export function locationOf({ location }: ThrownSpecError, folder: string): string {
  const file = relative(folder, resolve(location.file)) || ".";
  return [file, location.line, location.column].filter((part) => part !== undefined).join(":");
}
