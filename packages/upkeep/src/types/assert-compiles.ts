import {
  emitOperations,
  emitWebhooks,
  type TypeNames,
  toTypeNames,
} from "@countersign/codegen/emit";
import type { EmittedFile } from "@countersign/codegen/write";
import { toPointer } from "@countersign/spec/json";
import type { Spec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { SpecError } from "@countersign/spec/problem";
import ts from "typescript";
import { LIBRARY } from "./library.ts";
import { virtualHost } from "./virtual-host.ts";

/**
 * Checks that the types that are generated for a document compile.
 *
 * @param schema - What `emitSchema` returns for the model.
 * @throws SpecError at the schema or operation whose type does not.
 */
export function assertCompiles(spec: Spec, model: Model, schema: EmittedFile): void {
  const names = toTypeNames(model);
  const files = [
    schema,
    emitOperations(model, names, model.name),
    emitWebhooks(model, names, model.name),
  ];
  const [problem] = compileProblems(files);
  if (problem === undefined) return;
  const { subject, pointer } = placeOf(problem, model, names);
  throw new SpecError(`The type of ${subject} does not compile: ${problem.message}`, {
    location: spec.locationOf(pointer),
    remedy: "Correct or simplify this part of the document in an overlay.",
  });
}

/** What the compiler says about a declaration. */
export interface CompileProblem {
  readonly message: string;
  /** Names that lead to it: that of a type, then those of members. */
  readonly path: readonly string[];
}

/** Returns why generated modules, which may import each other, do not compile. */
export function compileProblems(files: readonly EmittedFile[]): CompileProblem[] {
  const texts = new Map(files.map(({ path, text }) => [`/${path}`, text]));
  const all = new Map([...texts, ["/library.d.ts", LIBRARY]]);
  const program = ts.createProgram([...all.keys()], OPTIONS, virtualHost(all));
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, " "),
    path: file === undefined || start === undefined ? [] : namesAt(file, start),
  }));
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  noLib: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
};

/** Returns the names of the declarations around a position, outermost first. */
function namesAt(file: ts.SourceFile, position: number): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.pos || node.end <= position) return;
    const name = declaredName(node);
    if (name !== undefined) names.push(name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function declaredName(node: ts.Node): string | undefined {
  const isDeclaration =
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node);
  if (!isDeclaration) return undefined;
  const { name } = node;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

/** Returns what of the document a problem is about. */
function placeOf(
  { path: [type = "", member = "", component = ""] }: CompileProblem,
  { operations }: Model,
  names: TypeNames,
): { readonly subject: string; readonly pointer: string } {
  const [ofName] = [...names.schemas].find(([, name]) => name === type) ?? [];
  const schema = type === "components" && member === "schemas" ? component : ofName;
  if (schema !== undefined) {
    return {
      subject: `the schema \`${schema}\``,
      pointer: pointerTo("components", "schemas", schema),
    };
  }
  const ofType = [...names.operations].find(([, own]) => Object.values(own).includes(type))?.[0];
  const id = type === "operations" ? member : ofType;
  const operation = operations.find((each) => each.id === id);
  if (operation === undefined) return { subject: "the document", pointer: "#/" };
  const { method, path } = operation;
  return {
    subject: `the operation \`${id}\``,
    pointer: pointerTo("paths", path, method.toLowerCase()),
  };
}

function pointerTo(...tokens: readonly string[]): string {
  return `#${toPointer(tokens)}`;
}
