import { isObject, nodeAt, pointerTokens } from "@countersign/spec/json";
import type { Model } from "@countersign/spec/model";
import { code } from "./words.ts";

/** A place within a document, as users of the client know it. */
export interface NamedPlace {
  /** `User.name`, or `name` in the body of `createUser`. */
  readonly name: string;
  /** Name of the operation's method, if the place belongs to a single operation. */
  readonly operation?: string;
}

/** Returns the name of the schema at a JSON pointer; undefined if users have no name for what it belongs to. */
export function placeName(model: Model, pointer: string): NamedPlace | undefined {
  const [first = "", second = "", third = "", ...rest] = pointerTokens(pointer);
  if (first === "components") {
    if (second === "schemas") return { name: code(joined(third, schemaPath(rest))) };
    const what = SHARED.get(second);
    return what === undefined
      ? undefined
      : { name: within(rest, `the shared ${what} ${code(third)}`) };
  }
  if (first === "webhooks")
    return { name: within(rest, `the payload of the event ${code(second)}`) };
  if (first !== "paths") return undefined;
  const operation = model.operations.find(
    (each) => each.path === second && each.method === third.toUpperCase(),
  );
  if (operation === undefined) return undefined;
  const of = `of ${code(operation.id)}`;
  const [part, key = ""] = rest;
  const place = (name: string): NamedPlace => ({
    name: within(rest, name),
    operation: operation.id,
  });
  if (part === "requestBody") return place(`the body ${of}`);
  if (part === "responses") return place(`the ${key} response ${of}`);
  if (part !== "parameters") return { name: code(operation.id), operation: operation.id };
  const parameters = `#/paths/${pointer.split("/").slice(2, 6).join("/")}`;
  const parameter = nodeAt(model.document, parameters);
  const name = isObject(parameter) ? String(parameter.name) : key;
  return place(`the parameter ${code(name)} ${of}`);
}

const SHARED: ReadonlyMap<string, string> = new Map([
  ["parameters", "parameter"],
  ["headers", "header"],
  ["requestBodies", "request body"],
  ["responses", "response"],
]);

/** Returns a place within a part: what follows its schema. */
function within(tokens: readonly string[], part: string): string {
  const start = tokens.indexOf("schema");
  const path = start === -1 ? "" : schemaPath(tokens.slice(start + 1));
  return path === "" ? part : `${code(path)} in ${part}`;
}

/** Returns `user.tags[]` for `properties`, `user`, `properties`, `tags`, `items`. */
function schemaPath(tokens: readonly string[]): string {
  let path = "";
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === "properties") {
      index += 1;
      path = joined(path, tokens[index] ?? "");
    } else if (token === "items" || token === "prefixItems") path += "[]";
    else if (token === "additionalProperties") path += "[…]";
  }
  return path;
}

function joined(path: string, name: string): string {
  if (path === "") return name;
  return name === "" || name.startsWith("[") ? `${path}${name}` : `${path}.${name}`;
}
