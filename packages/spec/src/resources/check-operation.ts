import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { isJson, successContents } from "../openapi/media-types.ts";
import { inferableNames } from "../openapi/resource-names.ts";
import { errorStatuses } from "../openapi/statuses.ts";
import type { ResourceUse } from "../vocabulary/resources.ts";
import { requestSchemas } from "./body-schemas.ts";
import {
  checkAssignment,
  checkEvents,
  checkIn,
  checkLocation,
  checkMoves,
  checkName,
  checkStates,
  type ValueContext,
} from "./check-values.ts";
import type { ResourceContext } from "./context.ts";
import { oneOf } from "./one-of.ts";
import type { OperationCursor } from "./operation-cursors.ts";

/** What an operation declares about its resource, and what its values refer to. */
interface Use {
  readonly own: OperationCursor;
  readonly cursor: Cursor;
  readonly use: ResourceUse;
  readonly request: readonly Cursor[];
  /** Schemas of the success response, or of the event. */
  readonly shown: readonly Cursor[];
  readonly context: ValueContext;
}

/** What only a request can do. */
const REQUEST_FIELDS = [
  ...(["action", "body", "by", "match", "in", "of", "copies", "creates"] as const),
  ...(["move", "moves", "events", "refusals", "issues"] as const),
];

/** Checks that everything exists that an operation, or an event, declares about its resource. */
export function checkOperation(own: OperationCursor, context: ResourceContext): void {
  const cursor = own.operation.at("x-countersign-resource");
  if (cursor.value === false) return;
  if (typeof cursor.value === "string") {
    checkName(cursor, context);
    return;
  }
  if (!checkName(cursor.at("name"), context)) return;
  // The vocabulary's schema has validated this node, and ResourceUse is that schema as a type.
  const use = cursor.value as ResourceUse;
  const declared = inferableNames(own.path).find((name) => Object.hasOwn(context.resources, name));
  const resource = use.name ?? declared;
  const request = requestSchemas(own);
  if (own.section === "webhooks") {
    for (const field of REQUEST_FIELDS.filter((name) => use[name] !== undefined)) {
      const message = `\`${field}\` belongs to an operation that is called, not to an event.`;
      context.problems.add(cursor.at(field).problem(message, "Remove it."));
    }
    const values = { ...context, resource };
    checkShown({ own, cursor, use, request: [], shown: request, context: values }, "event");
    return;
  }
  const shown = responseSchemas(own);
  const all: Use = { own, cursor, use, request, shown, context: { ...context, resource, request } };
  checkShown(all, "response");
  checkRequest(all);
  checkMade(all);
  for (const refusal of cursor.at("refusals").items()) checkRefusal(refusal, all);
}

/** Checks what the response or the event shows. */
function checkShown({ cursor, use, shown, context }: Use, what: "response" | "event"): void {
  if (typeof use.record === "string" && use.record !== "") {
    if (!checkIn(shown, { cursor: cursor.at("record"), what }, context)) return;
  }
  for (const assignment of cursor.at("sets").items()) {
    checkAssignment(assignment, context);
    const at = assignment.at("at");
    // The record, and that of another resource, have more than this response shows.
    const isElsewhere = assignment.at("keep").exists || assignment.at("resource").exists;
    if (isElsewhere && isInRecord(at.string(), use, context)) continue;
    checkIn(shown, { cursor: at, what }, context);
  }
  const issues = cursor.at("issues");
  if (!issues.exists) return;
  checkCredential(issues.at("credential"), issues.at("credential").string(), context);
  checkIn(shown, { cursor: issues.at("at"), what }, context);
}

function isInRecord(
  pointer: string,
  { record }: ResourceUse,
  { bodies }: ResourceContext,
): boolean {
  const isBelow = typeof record === "string" && pointer.startsWith(`${record}/`);
  return bodies.has(pointer) || (isBelow && bodies.has(pointer.slice(record.length)));
}

/** Checks what the request says about the record. */
function checkRequest(all: Use): void {
  const { cursor, use, request, context } = all;
  if (typeof use.body === "string" && use.body !== "") {
    checkIn(request, { cursor: cursor.at("body"), what: "request" }, context);
  }
  checkSelection(cursor, all, context);
  checkName(cursor.at("of"), context);
  checkCreated(all);
  const copies = cursor.at("copies");
  if (!copies.exists) return;
  if (!checkName(copies.at("resource"), context)) return;
  checkSelection(copies, all, { ...context, resource: use.copies?.resource ?? context.resource });
  for (const refusal of copies.at("refusals").items()) checkRefusal(refusal, all);
}

/** Checks what the operation creates beside its record. */
function checkCreated(all: Use): void {
  const { cursor, shown, context } = all;
  const creates = cursor.at("creates");
  if (!creates.exists || !checkName(creates.at("resource"), context)) return;
  checkIn(shown, { cursor: creates.at("at"), what: "response" }, context);
  const resource = creates.at("resource").string();
  checkSelection(creates, all, { ...context, resource });
}

function checkSelection(cursor: Cursor, { own, request }: Use, context: ValueContext): void {
  checkLocation(cursor.at("match"), context);
  checkStates(cursor.at("in"), context);
  const by = cursor.at("by");
  if (!by.exists) return;
  const [kind, name = ""] = pointerTokens(by.string());
  if (kind === "credential") {
    checkCredential(by, name, context);
  } else if (kind === "body") {
    const pointer = by.string().slice("/body".length);
    checkIn(request, { cursor: by, pointer, what: "request" }, context);
  } else {
    const names = own.parameters
      .filter((parameter) => parameter.at("in").value === kind)
      .map((parameter) => String(parameter.at("name").value));
    if (names.includes(name)) return;
    const message = `The operation has no ${kind} parameter \`${name}\`.`;
    context.problems.add(by.problem(message, oneOf(names, "`parameters`")));
  }
}

function checkCredential(cursor: Cursor, name: string, context: ResourceContext): void {
  if (context.credentials.includes(name)) return;
  const remedy = oneOf(context.credentials, "a security scheme");
  context.problems.add(cursor.problem(`There is no credential \`${name}\`.`, remedy));
}

/** Checks what the operation makes of the record: moves, events, a page. */
function checkMade({ cursor, use, request, context }: Use): void {
  const { resource, resources, problems } = context;
  checkEvents(cursor.at("events"), context);
  const { moves } = use;
  if (moves !== undefined) {
    const listed = cursor.at("moves");
    if (checkIn(request, { cursor: listed.at("of"), what: "request" }, context)) {
      const pointer = `${moves.of}/0${moves.by}`;
      checkIn(request, { cursor: listed.at("by"), pointer, what: "request" }, context);
    }
  }
  const lists = [
    cursor.at("move"),
    ...cursor
      .at("moves")
      .at("are")
      .entries()
      .map(([, move]) => move),
  ];
  for (const list of lists) checkMoves(list, context);
  const hasPage = resource === undefined || resources[resource]?.page !== undefined;
  if (use.action === "open" && !hasPage) {
    const message = `The resource \`${resource}\` has no page to open.`;
    problems.add(cursor.at("action").problem(message, "Declare its `page`."));
  }
}

function checkRefusal(refusal: Cursor, { own, context }: Use): void {
  checkStates(refusal.at("in"), context, ["*", "none"]);
  const given = refusal.at("with");
  const responses = own.operation.at("responses");
  const statuses = errorStatuses(responses.entries().map(([status]) => status));
  if (typeof given.value === "number") {
    const documented = [`${given.value}`, `${String(given.value)[0]}XX`, "default"];
    const isAssumed = refusal.at("evidence").value === "assumed";
    if (isAssumed || statuses.some((status) => documented.includes(status))) return;
    const message = `The operation does not document the status ${given.value}.`;
    const remedy = "Add the response, or declare `evidence: assumed`.";
    context.problems.add(given.problem(message, remedy));
    return;
  }
  const examples = statuses
    .flatMap((status) => responses.at(status).at("content").entries())
    .flatMap(([, media]) =>
      media
        .at("examples")
        .entries()
        .map(([name]) => name),
    );
  if (examples.includes(given.string())) return;
  const message = `The operation's error responses have no example \`${given.string()}\`.`;
  context.problems.add(given.problem(message, oneOf([...new Set(examples)], "`examples`")));
}

function responseSchemas({ operation }: OperationCursor): Cursor[] {
  const content = successContents(operation).flat();
  return content.filter(([type]) => isJson(type)).map(([, media]) => media.at("schema"));
}
