import { isObject, nodeAt, refPointer } from "@countersign/spec/json";
import type { Model, OperationModel } from "@countersign/spec/model";

/** The call that the README and the first test of a package show. */
export interface FirstCall {
  readonly operation: OperationModel;
  /** Values of the path's variables. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Whether the operation requires nothing but the path's variables, each of which accepts any string. */
  readonly isComplete: boolean;
  /** The path with the values filled in. */
  readonly requestPath: string;
}

/** Returns a call of the operation that requires the least input, preferring reads; undefined if there is none. */
export function firstCall(model: Model): FirstCall | undefined {
  const calls = model.operations
    .filter(({ deprecated }) => !deprecated)
    .concat(model.operations.filter(({ deprecated }) => deprecated))
    .map((operation) => toCall(model.document, operation));
  const [first] = [...calls].sort((a, b) => effortOf(a) - effortOf(b));
  return first;
}

function effortOf({ operation, pathParameters, isComplete }: FirstCall): number {
  const isRead = operation.method === "GET";
  // A variable in the style `label` or `matrix`, or an exploded one, can be serialized in several ways.
  const isStyled = Object.keys(pathParameters).some((name) => /^[.;]|\*$/.test(name));
  return (
    (isStyled ? 8 : 0) +
    (isComplete ? 0 : 4) +
    (isRead ? 0 : 2) +
    (Object.keys(pathParameters).length > 0 ? 1 : 0)
  );
}

function toCall(document: object, operation: OperationModel): FirstCall {
  const item = memberOf(document, memberOf(document, document, "paths"), operation.path);
  const own = memberOf(document, item, operation.method.toLowerCase());
  const required = [...listOf(document, item), ...listOf(document, own)].filter(
    (parameter) => parameter.in === "path" || parameter.required === true,
  );
  const names = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const body = memberOf(document, own, "requestBody");
  const isComplete =
    !("requestBody" in own && body.required === true) &&
    names.every((name) => required.some((each) => each.name === name && each.in === "path")) &&
    required.every(
      (each) =>
        each.in === "path" && names.includes(String(each.name)) && acceptsAnyString(document, each),
    );
  return {
    operation,
    pathParameters: Object.fromEntries(names.map((name) => [name, "1"])),
    isComplete,
    requestPath: operation.path.replace(/\{[^{}]+\}/g, "1"),
  };
}

function acceptsAnyString(document: object, parameter: Record<string | number, unknown>): boolean {
  const schema = memberOf(document, parameter, "schema");
  const isListed = ["enum", "const", "x-extensible-enum", "oneOf", "anyOf", "allOf"].some(
    (key) => key in schema,
  );
  return schema.type === "string" && schema.format !== "binary" && !isListed;
}

function listOf(
  document: object,
  owner: Record<string | number, unknown>,
): Record<string | number, unknown>[] {
  const { parameters } = owner;
  if (!Array.isArray(parameters)) return [];
  return parameters.map((parameter: unknown) => resolved(document, parameter));
}

function memberOf(document: object, owner: unknown, key: string): Record<string | number, unknown> {
  const member: unknown = isObject(owner) && Object.hasOwn(owner, key) ? owner[key] : undefined;
  return resolved(document, member);
}

function resolved(document: object, value: unknown): Record<string | number, unknown> {
  let node = value;
  for (let hops = 0; hops < 100; hops += 1) {
    if (!isObject(node)) return {};
    if (typeof node.$ref !== "string") return node;
    node = nodeAt(document, refPointer(node.$ref));
  }
  return {};
}
