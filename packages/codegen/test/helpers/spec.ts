import { join, relative, resolve } from "node:path";
import { expect } from "vitest";
import { generate } from "../../src/generate.ts";
import { SpecError } from "../../src/spec-error.ts";
import { type Files, readAll, writeAll } from "./files.ts";
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

/** Writes a spec folder called `acme`; a text alone is its openapi.yaml. */
export async function specFolder(files: string | Files): Promise<string> {
  const all = typeof files === "string" ? { "openapi.yaml": files } : files;
  return writeAll(join(await temporaryFolder(), "acme"), all);
}

/** Generates a spec, and returns the files that it gives. */
export async function generated(files: string | Files): Promise<Files> {
  const out = join(await temporaryFolder(), "out");
  await generate({ spec: await specFolder(files), out });
  return readAll(out);
}

/** Returns the SpecError that work ends in. */
export async function specErrorOf(work: Promise<unknown>): Promise<SpecError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SpecError)) expect(error).toBeInstanceOf(SpecError);
  return error as SpecError;
}

/**
 * Returns what a refused spec is refused for, as `openapi.yaml:3:7 The message.`, with the path relative
 * to the spec folder. Fails when a remedy is missing or anything was written.
 */
export async function refusal(files: string | Files): Promise<string> {
  const spec = await specFolder(files);
  const out = await writeAll(await temporaryFolder(), {
    "README.md": "# Acme\n\n<!-- operations: generated, do not edit -->\n<!-- /operations -->\n",
    "src/generated/old.ts": "// no longer generated\n",
  });
  const before = await readAll(out);
  const error = await specErrorOf(generate({ spec, out }));
  expect(await readAll(out)).toEqual(before);
  expect(error.remedy).toMatch(/^[A-Z`].+\.$/);
  return `${placeOf(error, spec)} ${error.message}`;
}

/** Returns the place of an error as `openapi.yaml:3:7`, relative to a folder. */
export function placeOf({ place }: SpecError, folder: string): string {
  const file = relative(folder, resolve(place.file)) || ".";
  return [file, place.line, place.column].filter((part) => part !== undefined).join(":");
}
