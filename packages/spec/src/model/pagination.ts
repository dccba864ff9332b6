import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { isJson, successContent } from "../openapi/media-types.ts";
import { locationIn } from "../openapi/schema-location.ts";
import type { Pagination } from "../vocabulary/vocabulary.ts";

/** Pagination fields that point to a location in a call's input. */
const INPUTS = ["size", "cursor", "page", "offset"];

/** Pagination fields that point to a location in the response body. */
const OUTPUTS = ["items", "next", "more", "total"];

/**
 * Returns how an operation is paged. Checks that every location exists, because with a pointer to nothing a
 * list would end after its first page.
 */
export function toPagination(
  operation: Cursor,
  parameters: readonly Cursor[],
): Pagination | undefined {
  const cursor = operation.at("x-countersign-pagination");
  if (!cursor.exists) return undefined;
  const body = jsonSchema(operation.at("requestBody").at("content").entries());
  const response = jsonSchema(successContent(operation));
  const check = (
    names: readonly string[],
    exists: (tokens: readonly string[]) => boolean,
  ): void => {
    for (const location of names.map((name) => cursor.at(name)).filter(({ exists }) => exists)) {
      if (exists(pointerTokens(location.string()))) continue;
      location.fail(
        `${location.string()} does not exist in this operation.`,
        "Specify a parameter or property of the operation.",
      );
    }
  };
  check(OUTPUTS, (tokens) => response.some((schema) => locationIn(schema, tokens) === "declared"));
  check(INPUTS, ([kind, name = "", ...rest]) => {
    if (kind === "body") {
      return body.some((schema) => locationIn(schema, [name, ...rest]) === "declared");
    }
    const named = parameters.filter(
      (each) => each.at("in").value === "query" && each.at("name").value === name,
    );
    return named.some((each) => locationIn(each.at("schema"), rest) === "declared");
  });
  // The vocabulary's schema has validated this node, and Pagination is that schema as a type.
  return cursor.value as Pagination;
}

function jsonSchema(content: readonly [string, Cursor][]): Cursor[] {
  return content.filter(([type]) => isJson(type)).map(([, media]) => media.at("schema"));
}
