import { Expression, literal } from "../emit/text.ts";
import type { SampleCall } from "./sample-call.ts";
import { filesIn, replaceFiles, type SampleFile } from "./sample-files.ts";

/** The input of a call as TypeScript values, and the statements that must come before it. */
export interface TypeScriptInput {
  readonly params: Readonly<Record<string, unknown>> | undefined;
  readonly body: unknown;
  /** Statements that read the files. */
  readonly lines: readonly string[];
}

/** Returns the input of a call, with each file replaced by a constant with its content. */
export function typescriptInput({ input }: SampleCall): TypeScriptInput {
  const files = filesIn(input.body);
  const names = new Map(
    files.map(({ name }, index) => [name, files.length === 1 ? "file" : `file${index + 1}`]),
  );
  const body = replaceFiles(input.body, ({ name }) => new Expression(names.get(name) ?? "file"));
  return {
    params: input.params,
    body,
    lines: files.map((file) => reading(names.get(file.name) ?? "file", file)),
  };
}

function reading(name: string, { name: path, mediaType }: SampleFile): string {
  return `const ${name} = new Blob([await readFile(${literal(path)})], {
  type: ${literal(mediaType)},
});`;
}

/** Returns the properties of a call's input that are defined. */
export function inputProperties({ params, body }: TypeScriptInput): Record<string, unknown> {
  return { ...(params !== undefined && { params }), ...(body !== undefined && { body }) };
}
