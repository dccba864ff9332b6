import { isObject } from "../json/is-object.ts";
import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { locationIn } from "../openapi/schema-location.ts";
import type { ResourceContext } from "./context.ts";
import { oneOf } from "./one-of.ts";

/** Context of a value: the resource whose record it is for, and the request body that it can come from. */
export interface ValueContext extends ResourceContext {
  /** Undefined if only the paths say which it is. */
  readonly resource: string | undefined;
  /** Schemas of the request body; absent where there is no request. */
  readonly request?: readonly Cursor[];
}

/** A location that is declared for a body. */
export interface BodyLocation {
  readonly cursor: Cursor;
  /** The location, if the node is not it as a whole. */
  readonly pointer?: string;
  readonly what: "request" | "response" | "event";
}

/** Checks that a location in a record, if it is declared, is a property of some body of the document. */
export function checkLocation(
  cursor: Cursor,
  { bodies, problems }: ResourceContext,
  pointer: string | undefined = cursor.exists ? cursor.string() : undefined,
): void {
  if (pointer === undefined || pointer === "" || bodies.has(pointer)) return;
  const message = `No body in the document has \`${pointer}\`.`;
  const remedy = "Specify the location of a property, from the top of the record.";
  problems.add(cursor.problem(message, remedy));
}

/**
 * Checks that a location exists in a body of an operation, and returns whether it does. A body without a schema can
 * have anything.
 */
export function checkIn(
  schemas: readonly Cursor[],
  { cursor, pointer = cursor.string(), what }: BodyLocation,
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

/** Checks that a resource, if one is named, exists. Returns whether it does. */
export function checkName(
  cursor: Cursor,
  { resources, names, problems }: ResourceContext,
): boolean {
  if (!cursor.exists || names.has(cursor.string())) return true;
  const remedy = oneOf(Object.keys(resources), "`x-countersign-resources` of the document");
  problems.add(cursor.problem(`There is no resource \`${cursor.string()}\`.`, remedy));
  return false;
}

/**
 * Checks that the states in a list exist.
 *
 * @param others - What the list can have besides.
 */
export function checkStates(
  list: Cursor,
  { resource, resources, problems }: ValueContext,
  others: readonly string[] = [],
): void {
  if (resource === undefined) return;
  const states = Object.keys(resources[resource]?.lifecycle?.states ?? {});
  const known = [...others, ...states];
  for (const state of list.items().filter((each) => !known.includes(each.string()))) {
    const message = `The resource \`${resource}\` has no state \`${state.string()}\`.`;
    problems.add(state.problem(message, oneOf(states, "its lifecycle's `states`")));
  }
}

/** Checks that the moves that a string or a list names exist; `none` stands for no move. */
export function checkMoves(cursor: Cursor, { resource, resources, problems }: ValueContext): void {
  if (resource === undefined || !cursor.exists) return;
  const moves = Object.keys(resources[resource]?.lifecycle?.moves ?? {});
  const named = typeof cursor.value === "string" ? [cursor] : cursor.items();
  const known = ["none", ...moves];
  for (const each of named.filter((move) => !known.includes(move.string()))) {
    const message = `The resource \`${resource}\` has no move \`${each.string()}\`.`;
    problems.add(each.problem(message, oneOf(moves, "its lifecycle's `moves`")));
  }
}

/** Checks that events are webhooks of the document. */
export function checkEvents(list: Cursor, { events, problems }: ResourceContext): void {
  for (const event of list.items().filter((each) => !events.includes(each.string()))) {
    const remedy = "Correct the name, or describe the event in `webhooks`.";
    problems.add(event.problem(`The document has no webhook \`${event.string()}\`.`, remedy));
  }
}

/** Checks values for a record: their locations, states, resources and templates. */
export function checkAssignments(list: Cursor, context: ValueContext): void {
  for (const assignment of list.items()) {
    checkLocation(assignment.at("at"), context);
    checkAssignment(assignment, context);
  }
}

/** Checks everything of a value but its location. */
export function checkAssignment(assignment: Cursor, context: ValueContext): void {
  checkName(assignment.at("resource"), context);
  checkStates(assignment.at("in"), context);
  checkTemplates(assignment.at("value"), context);
}

/** Checks what the templates in a value refer to. The vocabulary's schema has validated their form. */
export function checkTemplates(cursor: Cursor, context: ValueContext): void {
  const { value } = cursor;
  if (Array.isArray(value)) for (const item of cursor.items()) checkTemplates(item, context);
  if (isObject(value)) for (const [, each] of cursor.entries()) checkTemplates(each, context);
  if (typeof value !== "string") return;
  const { resources, resource, problems, request } = context;
  for (const [, name, pointer] of value.matchAll(/\{(?:now\+)?(\w+):?([^{}]*)\}/g)) {
    if (name === "page" && resource !== undefined && resources[resource]?.page === undefined) {
      const remedy = "Declare its `page`, or specify another value.";
      problems.add(cursor.problem(`The resource \`${resource}\` has no page.`, remedy));
    }
    if (/^(record|copied|next)$/.test(name ?? "")) checkLocation(cursor, context, pointer);
    if (name === "body" && request !== undefined && pointer !== undefined) {
      checkIn(request, { cursor, pointer, what: "request" }, context);
    }
  }
}
