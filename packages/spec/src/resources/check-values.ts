import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { locationIn } from "../openapi/schema-location.ts";
import type { ResourceContext } from "./context.ts";
import { oneOf } from "./one-of.ts";

/** Context of a value: the resource whose record it is for, and the request body that it can come from. */
export interface ValueContext extends ResourceContext {
  readonly resource: string;
  /** JSON schemas of the request body; absent where there is no request. */
  readonly request?: readonly Cursor[];
}

/** Checks that a location in a record, if it is declared, is a property of some body of the document. */
export function checkLocation(cursor: Cursor, { bodies, problems }: ResourceContext): void {
  if (!cursor.exists || bodies.has(cursor.string())) return;
  const message = `No body in the document has \`${cursor.string()}\`.`;
  const remedy = "Specify the location of a property, from the top of the record.";
  problems.add(cursor.problem(message, remedy));
}

/**
 * Checks that a location exists in a body of an operation, and returns whether it does. A body without a schema can
 * have anything.
 */
export function checkIn(
  schemas: readonly Cursor[],
  {
    cursor,
    pointer,
    what,
  }: { readonly cursor: Cursor; readonly pointer: string; readonly what: string },
  { problems }: ResourceContext,
): boolean {
  const tokens = pointerTokens(pointer);
  const declared = schemas.filter(({ exists }) => exists);
  if (schemas.length > 0 && declared.length < schemas.length) return true;
  if (declared.some((schema) => locationIn(schema, tokens) !== "absent")) return true;
  const problem =
    declared.length === 0
      ? cursor.problem(`The ${what} has no body.`, "Declare the body, or remove this.")
      : cursor.problem(`The ${what} has no \`${pointer}\`.`, "Specify the location of a property.");
  problems.add(problem);
  return false;
}

/** Checks that a resource exists. Returns whether it does. */
export function checkName(cursor: Cursor, { resources, problems }: ResourceContext): boolean {
  const name = cursor.string();
  if (Object.hasOwn(resources, name)) return true;
  const remedy = oneOf(Object.keys(resources), "`x-countersign-resources` of the document");
  problems.add(cursor.problem(`There is no resource \`${name}\`.`, remedy));
  return false;
}

/** Checks values for a record: their locations, resources and templates. */
export function checkAssignments(list: Cursor, context: ValueContext): void {
  for (const assignment of list.items()) {
    checkLocation(assignment.at("at"), context);
    if (assignment.at("resource").exists) checkName(assignment.at("resource"), context);
    checkTemplates(assignment.at("value"), context);
  }
}

/** Checks what the templates of a value refer to. The vocabulary's schema has validated their form. */
export function checkTemplates(cursor: Cursor, context: ValueContext): void {
  const { resources, resource, bodies, problems, request } = context;
  if (typeof cursor.value !== "string") return;
  for (const [, name, pointer = ""] of cursor.value.matchAll(/\{(\w+):?([^{}]*)\}/g)) {
    if (name === "page" && resources[resource]?.page === undefined) {
      const remedy = "Declare its `page`, or specify another value.";
      problems.add(cursor.problem(`The resource \`${resource}\` has no page.`, remedy));
    }
    if (name === "record" && !bodies.has(pointer)) {
      const message = `No body in the document has \`${pointer}\`.`;
      const remedy = "Specify the location of a property, from the top of the record.";
      problems.add(cursor.problem(message, remedy));
    }
    if (name === "body" && request !== undefined) {
      checkIn(request, { cursor, pointer, what: "request" }, context);
    }
  }
}
