import { toTypeNames } from "@countersign/codegen/emit";
import { emitSchema } from "@countersign/codegen/schema";
import type { Model } from "@countersign/spec/model";
import ts from "typescript";
import { LIBRARY } from "./library.ts";
import { virtualHost } from "./virtual-host.ts";

/** A type, and where possible the node that declares it, which knows the names that the type has lost. */
export interface Place {
  readonly type: ts.Type;
  readonly node: ts.TypeNode | undefined;
  readonly isOptional: boolean;
  /** Whether this is a named type itself, and not a reference to it. */
  readonly isDeclaration?: boolean;
}

/** The types that are generated for a document. */
export class EmittedTypes {
  readonly checker: ts.TypeChecker;
  readonly #source: ts.SourceFile;
  readonly #declarations: ReadonlyMap<string, NamedDeclaration>;
  /** Type names of the component schemas, by schema name. */
  readonly schemaTypes: ReadonlyMap<string, string>;

  constructor(
    checker: ts.TypeChecker,
    source: ts.SourceFile,
    schemaTypes: ReadonlyMap<string, string>,
  ) {
    this.checker = checker;
    this.#source = source;
    this.schemaTypes = schemaTypes;
    this.#declarations = new Map(
      source.statements.filter(isNamedDeclaration).map((each) => [each.name.text, each]),
    );
  }

  /** Returns what a path of property names leads to, such as `operations`, `getUser`, `requestBody`. */
  at(...[root, ...path]: readonly string[]): Place | undefined {
    const declaration = this.#declarations.get(root ?? "");
    if (declaration === undefined) return undefined;
    let place: Place | undefined = {
      type: this.checker.getTypeAtLocation(declaration),
      node: undefined,
      isOptional: false,
    };
    for (const name of path) place = place && this.property(place.type, name);
    return place;
  }

  /** Returns a property of a type; undefined if it has none of this name. */
  property(type: ts.Type, name: string): Place | undefined {
    const symbol = this.checker.getPropertyOfType(this.checker.getNonNullableType(type), name);
    return symbol && this.placeOf(symbol);
  }

  /** Returns where a property's type is declared. */
  placeOf(symbol: ts.Symbol): Place {
    const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const declared = symbol.valueDeclaration;
    const type = this.checker.getTypeOfSymbol(symbol);
    const node =
      declared !== undefined && ts.isPropertySignature(declared) ? declared.type : undefined;
    return { type, node, isOptional };
  }

  /** Returns the declaration of a component schema's type. */
  schema(name: string): Place | undefined {
    const declaration = this.#declarations.get(this.schemaTypes.get(name) ?? "");
    if (declaration === undefined) return undefined;
    const node = ts.isTypeAliasDeclaration(declaration) ? declaration.type : undefined;
    const type = this.checker.getTypeAtLocation(declaration);
    return { type, node, isOptional: false, isDeclaration: true };
  }

  /** Returns the type that an alias stands for; undefined for the name of an interface. */
  aliased(name: string): ts.TypeNode | undefined {
    const declaration = this.#declarations.get(name);
    return declaration && ts.isTypeAliasDeclaration(declaration) ? declaration.type : undefined;
  }

  /** Returns the name of the component schema's type that a node refers to. */
  nameIn(node: ts.TypeNode): string | undefined {
    if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return undefined;
    const { text } = node.typeName;
    return node.typeArguments === undefined && this.#declarations.has(text) ? text : undefined;
  }

  /** Returns the name of the component schema's interface that a type is. */
  nameOf({ symbol }: ts.Type): string | undefined {
    const declaration = symbol?.declarations?.[0];
    const isOwn = declaration?.getSourceFile() === this.#source;
    return isOwn && ts.isInterfaceDeclaration(declaration) ? declaration.name.text : undefined;
  }
}

type NamedDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function isNamedDeclaration(node: ts.Node): node is NamedDeclaration {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** Returns the types that the generator emits for two models, in one program so that they can be compared. */
export async function emittedTypes(
  before: Model,
  after: Model,
): Promise<{ readonly before: EmittedTypes; readonly after: EmittedTypes }> {
  const texts = new Map([
    ["/before.ts", await textOf(before)],
    ["/after.ts", await textOf(after)],
    ["/library.d.ts", LIBRARY],
  ]);
  const program = ts.createProgram([...texts.keys()], OPTIONS, virtualHost(texts));
  const checker = program.getTypeChecker();
  const typesOf = (file: string, model: Model): EmittedTypes => {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} is not part of the program`);
    return new EmittedTypes(checker, source, toTypeNames(model).schemas);
  };
  return { before: typesOf("/before.ts", before), after: typesOf("/after.ts", after) };
}

async function textOf(model: Model): Promise<string> {
  const { text } = await emitSchema(model, { source: model.name, file: "openapi.json" });
  return text;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noLib: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
};
