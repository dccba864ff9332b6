import { join, relative, resolve } from "node:path";
import { expect } from "vitest";
import { type Files, writeAll } from "./files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The smallest document that can be generated, without its paths. */
export const HEAD = `openapi: 3.1.0
info:
  title: Acme API
  version: 1.0.0
servers:
  - url: https://api.acme.test
`;

/** One operation, for {@link HEAD}. */
export const PATHS = `paths:
  /users:
    get:
      operationId: listUsers
      responses:
        "200":
          description: The users.
`;

/** The smallest document that can be generated. */
export const DOCUMENT: string = HEAD + PATHS;

/** A SpecError, whichever copy of the class made it: tests load sources, packages load one another's builds. */
export interface ThrownSpecError extends Error {
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
  readonly remedy: string;
}

/** Writes a spec folder called `acme`; a text alone is its openapi.yaml. */
export async function specFolder(files: string | Files): Promise<string> {
  const all = typeof files === "string" ? { "openapi.yaml": files } : files;
  return writeAll(join(await temporaryFolder(), "acme"), all);
}

/** Returns the SpecError that work ends in. */
export async function specErrorOf(work: Promise<unknown>): Promise<ThrownSpecError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isSpecError(error)) expect(error).toMatchObject({ name: "SpecError" });
  return error as ThrownSpecError;
}

function isSpecError(error: unknown): error is ThrownSpecError {
  return error instanceof Error && error.name === "SpecError";
}

/** Returns what an error says, as `openapi.yaml:3:7 The message.`. Fails when its remedy is no sentence. */
export function refusalText(error: ThrownSpecError, folder: string): string {
  expect(error.remedy).toMatch(/^[A-Z`].+\.$/);
  return `${locationOf(error, folder)} ${error.message}`;
}

/** Returns the place of an error as `openapi.yaml:3:7`, relative to a folder. */
export function locationOf({ location }: ThrownSpecError, folder: string): string {
  const file = relative(folder, resolve(location.file)) || ".";
  return [file, location.line, location.column].filter((part) => part !== undefined).join(":");
}
