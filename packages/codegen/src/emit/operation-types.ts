import type { BodyModel, OperationModel, ParameterModel } from "@countersign/spec/model";
import type { EventStream } from "@countersign/spec/openapi";
import { docComment, literal } from "./text.ts";
import { errorResponses, successResponses, type TypeNames } from "./type-names.ts";

/** Returns the declarations of an operation's types. */
export function operationTypes(operation: OperationModel, names: TypeNames): string {
  const own = names.operations.get(operation.id);
  if (own === undefined) return "";
  const shared = sharedNames(names);
  const id = `\`${operation.id}\``;
  const errors = errorMembers(operation);
  const error = errors === "" ? "unknown" : `${own.errors}[keyof ${own.errors}]`;
  const alias = (name: string, type: string, about: string): string =>
    shared.has(name)
      ? `export type { ${name} };\n\n`
      : `${docComment([about])}export type ${name} = ${type};\n\n`;
  return [
    docComment([`Parameters and body of ${id}.`]),
    `export interface ${own.input} {\n${inputMembers(operation)}}\n\n`,
    alias(own.response, successType(operation), `Body of a success response of ${id}.`),
    docComment([`Bodies of the error responses of ${id}, by status.`]),
    `export interface ${own.errors} {\n${errors}}\n\n`,
    alias(own.error, error, `Body of an error response of ${id}.`),
  ].join("");
}

/** Returns the types of operations that are schemas with the same name. */
export function sharedNames({ operations, schemas }: TypeNames): ReadonlySet<string> {
  const ofSchemas = new Set(schemas.values());
  const names = [...operations.values()].flatMap(({ response, error }) => [response, error]);
  return new Set(names.filter((name) => ofSchemas.has(name)));
}

const LOCATIONS: readonly ParameterModel["in"][] = ["path", "query", "header", "cookie"];

function inputMembers(operation: OperationModel): string {
  const { parameters, requestBodies, isBodyRequired } = operation;
  const raw = `operations[${literal(operation.id)}]`;
  const locations = LOCATIONS.flatMap((location) => {
    const own = parameters.filter((each) => each.in === location);
    if (own.length === 0) return [];
    const type = `${raw}["parameters"]["${location}"]`;
    const isRequired = own.some(({ required }) => required);
    return [`    ${location}${isRequired ? `: ${type}` : `?: NonNullable<${type}>`};\n`];
  });
  const isRequired = parameters.some(({ required }) => required);
  const params = `  params${isRequired ? "" : "?"}: {\n${locations.join("")}  };\n`;
  const body = isBodyRequired ? `${raw}["requestBody"]` : `NonNullable<${raw}["requestBody"]>`;
  const types = requestBodies.map(({ mediaType }) => `${body}["content"][${literal(mediaType)}]`);
  // A form can also be a FormData, for field names and encodings that the document does not declare.
  if (requestBodies.some(isForm)) types.push("FormData");
  return [
    locations.length > 0 ? params : "",
    types.length > 0 ? `  body${isBodyRequired ? "" : "?"}: ${types.join(" | ")};\n` : "",
  ].join("");
}

function isForm({ mediaType }: BodyModel): boolean {
  return mediaType === "multipart/form-data";
}

function successType(operation: OperationModel): string {
  const types = successResponses(operation).flatMap((response) =>
    bodyTypes(operation, response, iterableType),
  );
  return types.length === 0 ? "undefined" : [...new Set(types)].join(" | ");
}

function errorMembers(operation: OperationModel): string {
  return errorResponses(operation)
    .map((response) => {
      // An error's body is read to its end, whatever it is.
      const types = bodyTypes(operation, response, () => "string");
      return `  ${statusKey(response.status)}: ${types.join(" | ")};\n`;
    })
    .join("");
}

function bodyTypes(
  { id }: OperationModel,
  { status, bodies }: OperationModel["responses"][number],
  streamType: (stream: EventStream, type: string) => string,
): string[] {
  if (bodies.length === 0) return ["undefined"];
  const response = `operations[${literal(id)}]["responses"][${statusKey(status)}]`;
  return bodies.map(({ mediaType, eventStream }) => {
    const type = `${response}["content"][${literal(mediaType)}]`;
    return eventStream === undefined ? type : streamType(eventStream, type);
  });
}

function iterableType({ schema, isOfEvents }: EventStream, type: string): string {
  if (isOfEvents) return `AsyncIterable<${type}>`;
  return `AsyncIterable<ServerSentEvent<${schema === undefined ? "string" : type}>>`;
}

/** Codes are numbers, as in openapi-typescript's types; ranges and `default` are strings. */
function statusKey(status: string): string {
  return /^[1-9]\d*$/.test(status) ? status : literal(status);
}
