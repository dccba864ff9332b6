import { generate } from "@countersign/codegen/generate";
import { readAll } from "@countersign/testing/files";
import { specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import ts from "typescript";
import { LIBRARY } from "../../../src/types/library.ts";
import { virtualHost } from "../../../src/types/virtual-host.ts";
import type { Node } from "./document.ts";

/** The generated modules of a document's package that declare types, by name. */
export type Package = ReadonlyMap<string, string>;

const MODULES = ["schema", "operations", "webhooks", "types", "credentials"];

/** Generates a document's package. */
export async function packageOf(document: Node): Promise<Package> {
  const out = await temporaryFolder();
  await generate({ spec: await specFolder(JSON.stringify(document)), out });
  const files = await readAll(out);
  return new Map(MODULES.map((name) => [name, files[`src/generated/${name}.ts`] ?? ""]));
}

/** A line of a program, and the name of what it uses. */
interface Line {
  readonly uses: string;
  readonly text: string;
}

const HELPERS = `
import type * as Old from "./old/types.js";
import type * as New from "./new/types.js";
type Keys<T> = T extends unknown ? keyof T : never;
/** Refuses a key that no member of the type has, as code that names the property would be. */
type Has<T, K extends Keys<NonNullable<T>>> = K;
/** Refuses \`never\`, of which no member can be used. */
type Key<T> = [T] extends [never] ? never : true;
`;

/**
 * Returns what stops compiling in a program that uses everything in the old package: it sends every value that it could
 * send, reads every value that it could receive, and names every property, type and event.
 */
export function brokenUses(document: Node, old: Package, now: Package): string[] {
  const lines = programOf(document);
  const first = HELPERS.split("\n").length - 1;
  const text = `${HELPERS}${lines.map((line, index) => line.text.replaceAll("#", String(index))).join("\n")}\n`;
  const files = new Map([
    ["/program.ts", text],
    ["/library.d.ts", LIBRARY],
    ...[...old].map(([name, code]) => [`/old/${name}.ts`, code] as const),
    ...[...now].map(([name, code]) => [`/new/${name}.ts`, code] as const),
  ]);
  const program = ts.createProgram(["/program.ts", "/library.d.ts"], OPTIONS, virtualHost(files));
  const source = program.getSourceFile("/program.ts");
  const found = program.getSemanticDiagnostics(source).map(({ start = 0 }) => {
    const { line } = ts.getLineAndCharacterOfPosition(source as ts.SourceFile, start);
    return lines[line - first]?.uses ?? `line ${line}`;
  });
  return [...new Set(found)];
}

/** Returns the lines that use everything that a document's package offers. */
function programOf(document: Node): Line[] {
  const sends = ["Sent", "Patch"];
  const schemas = Object.keys(document.components.schemas).flatMap((name): Line[] => {
    const isSent = sends.includes(name);
    const isBoth = ["Owner", "Left", "Right", "Cat", "Dog"].includes(name);
    return [
      ...(isSent || isBoth ? [sent(name, name)] : []),
      ...(isSent ? [] : [read(name, name)]),
      ...namesOf(name, `New.${name}`, document.components.schemas[name]),
    ];
  });
  const operations = Object.entries<Node>(document.paths).flatMap(([path, item]) =>
    Object.entries<Node>(item).flatMap(([method, operation]) => [
      ...usesOf(operation),
      {
        uses: operation.operationId,
        text: `export type C# = Has<New.AcmePaths["${method.toUpperCase()}"], "${path}">;`,
      },
    ]),
  );
  const events = Object.keys(document.webhooks).flatMap((event): Line[] => {
    const delivery = `webhooks["${event}"]["post"]`;
    return [
      read(event, `${delivery}["requestBody"]`),
      { uses: event, text: `export type N# = Has<New.${delivery}, "requestBody">;` },
    ];
  });
  const shared: Line[] = [
    { uses: "Gone", text: `export type S# = Has<New.components["responses"], "Gone">;` },
  ];
  return [...schemas, ...operations, ...events, ...shared];
}

function sent(uses: string, type: string): Line {
  return { uses, text: `export const s# = (value: Old.${type}): New.${type} => value;` };
}

function read(uses: string, type: string): Line {
  return { uses, text: `export const r# = (value: New.${type}): Old.${type} => value;` };
}

/** Returns a line for each property of an object schema, also of objects within it. */
function namesOf(uses: string, type: string, schema: Node): Line[] {
  const properties = Object.entries<Node>(schema.properties ?? {});
  return properties.flatMap(([name, property]) => [
    { uses, text: `export type N# = Has<${type}, "${name}">;` },
    ...(property.additionalProperties === undefined && property.patternProperties === undefined
      ? []
      : [{ uses, text: `export const k#: Key<NonNullable<${type}["${name}"]>[string]> = true;` }]),
    ...(property.properties === undefined
      ? []
      : namesOf(uses, `NonNullable<${type}>["${name}"]`, property)),
  ]);
}

function usesOf(operation: Node): Line[] {
  const id: string = operation.operationId;
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  const statuses = Object.keys(operation.responses);
  const parameters: Node[] = operation.parameters ?? [];
  return [
    sent(id, `${name}Input`),
    read(id, `${name}Response`),
    ...parameters.map(({ name: parameter, in: place }) => ({
      uses: id,
      text: `export type P# = Has<NonNullable<NonNullable<New.${name}Input["params"]>["${place}"]>, "${parameter}">;`,
    })),
    ...(operation.requestBody === undefined
      ? []
      : [
          { uses: id, text: `export type B# = Has<New.${name}Input, "body">;` },
          ...Object.keys(operation.requestBody.content).map((type) => ({
            uses: id,
            text: `export type M# = Has<NonNullable<New.operations["${id}"]["requestBody"]>["content"], "${type}">;`,
          })),
        ]),
    ...statuses
      .filter((status) => !status.startsWith("2"))
      .map((status) => read(id, `${name}Errors[${status}]`)),
    ...statuses.flatMap((status) => {
      const headers = `operations["${id}"]["responses"][${status}]["headers"]`;
      const names = Object.keys(operation.responses[status].headers ?? {});
      return [
        read(id, headers),
        ...names.map((header) => ({
          uses: id,
          // Any header can be read as an unknown value, so the name alone always compiles.
          text: `export const h# = (value: New.${headers}["${header}"]): Old.${headers}["${header}"] => value;`,
        })),
      ];
    }),
  ];
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noLib: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};
