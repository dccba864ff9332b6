import { isObject } from "../json/is-object.ts";
import type { Spec } from "../load/spec.ts";
import { Cursor } from "../openapi/cursor.ts";
import {
  bodyKind,
  isEventStream,
  isFile,
  isJson,
  successContents,
} from "../openapi/media-types.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { Model, OperationModel, ParameterModel } from "./model.ts";

/** A document's example calls of one operation, and the responses. */
export interface OperationExamples {
  readonly operationId: string;
  readonly inputs: readonly ExampleInput[];
  /** Bodies of success responses, without those of event streams, which are not values. */
  readonly responses: readonly unknown[];
  /** Media type of the lowest success response that has a body; JSON if that is one of its types. */
  readonly responseTypeName: string | undefined;
}

/** Parameters and body of a call. */
export interface ExampleInput {
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly body?: unknown;
}

/** The content of a file, given as a string in the document. */
export class FileExample {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Returns a value for a schema that has no example, or undefined if it cannot make one up. */
export type MakeValue = (schema: Cursor) => unknown;

/**
 * Returns the examples of every operation. Each example of a request body makes a separate call, with the
 * parameters that are required or have an example.
 *
 * @param makeValue - Makes up required values that have no example. Default: makes up nothing.
 * @throws SpecError with every required parameter that has no example.
 */
export function toExamples(
  spec: Spec,
  { operations }: Model,
  makeValue: MakeValue = () => undefined,
): OperationExamples[] {
  const paths = Cursor.root(spec).at("paths");
  const problems = new ProblemCollector();
  const examples = problems.attemptEach(operations, (operation) =>
    toOperationExamples(paths.at(operation.path), { operation, makeValue }),
  );
  problems.assertNone();
  return examples;
}

function toOperationExamples(
  item: Cursor,
  {
    operation: { id, method, parameters },
    makeValue,
  }: { operation: OperationModel; makeValue: MakeValue },
): OperationExamples {
  const operation = item.at(method.toLowerCase());
  const declared = [...item.at("parameters").items(), ...operation.at("parameters").items()];
  const params = toParams(parameters, { declared, makeValue });
  const given = Object.keys(params).length > 0 ? { params } : {};
  const bodies = bodyExamples(operation.at("requestBody"), makeValue);
  const contents = successContents(operation);
  const values = contents.flat().filter(([type]) => !isEventStream(type));
  const responses = values.flatMap(mediaExamples);
  const responseTypeNames = contents[0]?.map(([type]) => type) ?? [];
  const inputs = bodies.length > 0 ? bodies.map((body) => ({ ...given, body })) : [given];
  return {
    operationId: id,
    inputs,
    responses,
    responseTypeName: responseTypeNames.find(isJson) ?? responseTypeNames[0],
  };
}

function toParams(
  parameters: readonly ParameterModel[],
  { declared, makeValue }: { declared: readonly Cursor[]; makeValue: MakeValue },
): Record<string, Record<string, unknown>> {
  const params: Record<string, Record<string, unknown>> = {};
  for (const { in: location, name, required } of parameters) {
    // An operation's own parameters come last, and override its path's.
    const parameter = declared
      .filter((each) => each.at("in").value === location && each.at("name").value === name)
      .at(-1);
    const value = parameter === undefined ? name : explicitExample(parameter);
    if (value === undefined && !required) continue;
    const values = params[location] ?? {};
    params[location] = values;
    values[name] = value ?? (parameter && impliedExample(parameter, makeValue));
  }
  return params;
}

function explicitExample(parameter: Cursor): unknown {
  const shown = shownExamples(parameter).find(({ exists }) => exists);
  return shown?.value ?? schemaExample(parameter.at("schema"));
}

/** Returns the examples of a parameter or media type. Ignores a list, which OpenAPI allows only in schemas. */
function shownExamples(owner: Cursor): Cursor[] {
  const examples = owner.at("examples");
  const named = isObject(examples.value) ? examples.entries() : [];
  return [owner.at("example"), ...named.map(([, example]) => example.at("value"))];
}

/** Ignores a map, which OpenAPI does not allow in schemas. */
function schemaExample(schema: Cursor): unknown {
  const examples = schema.at("examples");
  const listed = Array.isArray(examples.value) ? examples.items() : [];
  return [schema.at("example"), ...listed].find(({ exists }) => exists)?.value;
}

/** Returns a value that the schema of a required parameter without an example allows. */
function impliedExample(
  parameter: Cursor,
  makeValue: MakeValue,
  schema: Cursor = parameter.at("schema"),
): unknown {
  const lists = ["enum", "x-extensible-enum"].flatMap((key) => schema.at(key).items());
  const implied = [schema.at("const"), schema.at("default"), ...lists].find(({ exists }) => exists);
  if (implied !== undefined) return implied.value;
  const properties = schema.at("properties").entries();
  if (properties.length > 0) {
    const required = new Set(
      schema
        .at("required")
        .items()
        .map(({ value }) => value),
    );
    const values = properties.map(([name, property]): [string, unknown] => [
      name,
      schemaExample(property) ??
        (required.has(name) ? impliedExample(parameter, makeValue, property) : undefined),
    ]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }
  const made = makeValue(schema.exists ? schema : firstSchema(parameter.at("content")));
  if (made !== undefined) return made;
  return parameter.fail(
    `The required parameter ${parameter.at("name").string()} has no example.`,
    "Add an `example`.",
  );
}

function bodyExamples(requestBody: Cursor, makeValue: MakeValue): unknown[] {
  const content = requestBody.at("content").entries();
  const json = content.filter(([type]) => isJson(type));
  const chosen = json.length > 0 ? json : content.slice(0, 1);
  const shown = chosen.flatMap(mediaExamples);
  if (shown.length > 0 || requestBody.at("required").value !== true) return shown;
  return chosen.slice(0, 1).flatMap(([type, media]) => {
    const made = makeValue(media.at("schema"));
    if (made === undefined) return [];
    return [bodyExample(made, type, media)];
  });
}

function firstSchema(content: Cursor): Cursor {
  const [first] = content.entries();
  return first === undefined ? content.at("schema") : first[1].at("schema");
}

function mediaExamples([type, media]: [string, Cursor]): unknown[] {
  return shownExamples(media)
    .filter(({ exists }) => exists)
    .map(({ value }) => bodyExample(value, type, media));
}

/** Returns the example of a body with each file in it, or the whole if it is one, as a file. */
function bodyExample(value: unknown, type: string, media: Cursor): unknown {
  const schema = media.at("schema");
  const kind = bodyKind(type, schema.value);
  if (typeof value === "string" && kind === "blob") return new FileExample(value);
  return isJson(type) ? value : withFiles(value, schema);
}

/** Returns an example with each string whose schema declares a file replaced by one. */
function withFiles(value: unknown, schema: Cursor): unknown {
  if (typeof value === "string") {
    return isObject(schema.value) && isFile(schema.value) ? new FileExample(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => withFiles(item, schema.at("items")));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      withFiles(child, schema.at("properties").at(key)),
    ]),
  );
}
