import { childPointer, isObject, nodeAt } from "@countersign/spec/json";
import type { OperationModel } from "@countersign/spec/model";
import { resolveRef } from "@countersign/spec/openapi";

/** A parameter of an operation or of its path. */
export interface ParameterPart {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: unknown;
  readonly pointer: string;
}

/** A request body or a response. */
export interface ContentPart {
  readonly pointer: string;
  readonly required: boolean;
  /** Schemas by media type. */
  readonly content: ReadonlyMap<string, unknown>;
  /** Header names as written, by lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The parts of an operation, with references resolved. */
export interface OperationParts {
  readonly pointer: string;
  readonly parameters: readonly ParameterPart[];
  readonly body: ContentPart | undefined;
  /** By status. */
  readonly responses: ReadonlyMap<string, ContentPart>;
}

/** Returns the JSON pointer of an operation. */
export function operationPointer({
  path,
  method,
}: Pick<OperationModel, "path" | "method">): string {
  return ["paths", path, method.toLowerCase()].reduce(childPointer, "#/");
}

/** Returns the parts of the operation at a JSON pointer. */
export function operationParts(document: object, pointer: string): OperationParts {
  const item = pointer.slice(0, pointer.lastIndexOf("/"));
  const operation = nodeAt(document, pointer);
  const { requestBody, responses } = isObject(operation) ? operation : {};
  const parameters = new Map<string, ParameterPart>();
  for (const location of [item, pointer]) {
    for (const parameter of parametersAt(document, location)) {
      parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  const statuses = isObject(responses) ? Object.keys(responses) : [];
  const responsesAt = childPointer(pointer, "responses");
  return {
    pointer,
    parameters: [...parameters.values()],
    body:
      requestBody === undefined
        ? undefined
        : contentPart(document, childPointer(pointer, "requestBody")),
    responses: new Map(
      statuses
        .filter((status) => !status.startsWith("x-"))
        .map((status) => [status, contentPart(document, childPointer(responsesAt, status))]),
    ),
  };
}

/** Headers that OpenAPI describes elsewhere and that clients set themselves. */
const DESCRIBED_ELSEWHERE = new Set(["accept", "authorization", "content-type"]);

function parametersAt(document: object, owner: string): ParameterPart[] {
  const list = childPointer(owner, "parameters");
  const nodes = nodeAt(document, list);
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node, index) => {
    const parameter = resolveRef(document, node);
    if (!isObject(parameter)) return [];
    const [name, location] = [String(parameter.name), String(parameter.in)];
    if (location === "header" && DESCRIBED_ELSEWHERE.has(name.toLowerCase())) return [];
    const content = isObject(parameter.content) ? Object.values(parameter.content)[0] : undefined;
    return {
      name,
      in: location,
      required: parameter.required === true,
      schema: parameter.schema ?? (isObject(content) ? content.schema : undefined),
      pointer: childPointer(list, index),
    };
  });
}

function contentPart(document: object, pointer: string): ContentPart {
  const node = resolveRef(document, nodeAt(document, pointer));
  const { required, content, headers } = isObject(node) ? node : {};
  const media = isObject(content) ? Object.entries(content) : [];
  return {
    pointer,
    required: required === true,
    content: new Map(media.map(([type, of]) => [type, isObject(of) ? of.schema : undefined])),
    headers: new Map(
      Object.keys(isObject(headers) ? headers : {}).map((name) => [name.toLowerCase(), name]),
    ),
  };
}
