import { pointerTokens } from "../json/json-pointer.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { isJson, successContents } from "../openapi/media-types.ts";
import { errorStatuses } from "../openapi/statuses.ts";
import type { ResourceUse } from "../vocabulary/resources.ts";
import type { OperationCursor } from "./body-schemas.ts";
import { checkIn, checkName, checkTemplates } from "./check-values.ts";
import type { ResourceContext } from "./context.ts";
import { oneOf } from "./one-of.ts";

/** What only a request can do. */
const REQUEST_FIELDS = ["action", "body", "by", "move", "refusals", "issues"] as const;

/** Checks that everything exists that an operation, or an event, declares about its resource. */
export function checkOperation(own: OperationCursor, context: ResourceContext): void {
  const cursor = own.operation.at("x-countersign-resource");
  if (cursor.value === false) return;
  const isShort = typeof cursor.value === "string";
  if (!checkName(isShort ? cursor : cursor.at("name"), context) || isShort) return;
  // The vocabulary's schema has validated this node, and ResourceUse is that schema as a type.
  const use = cursor.value as ResourceUse;
  const { problems } = context;
  if (own.section === "webhooks") {
    for (const field of REQUEST_FIELDS.filter((name) => use[name] !== undefined)) {
      const message = `\`${field}\` belongs to an operation that is called, not to an event.`;
      problems.add(cursor.at(field).problem(message, "Remove it."));
    }
    checkResponse(cursor, { use, schemas: requestSchemas(own), what: "event" }, context);
    return;
  }
  const schemas = responseSchemas(own);
  checkResponse(cursor, { use, schemas, what: "response" }, context);
  const request = requestSchemas(own);
  if (typeof use.body === "string" && use.body !== "") {
    checkIn(request, { cursor: cursor.at("body"), pointer: use.body, what: "request" }, context);
  }
  for (const assignment of cursor.at("sets").items()) {
    checkTemplates(assignment.at("value"), { ...context, resource: use.name, request });
  }
  checkBy(cursor.at("by"), { own, request }, context);
  checkIssues(cursor.at("issues"), schemas, context);
  checkMoves(cursor, use, context);
  for (const refusal of cursor.at("refusals").items()) {
    checkRefusal(refusal, { own, use }, context);
  }
  if (use.action === "open" && context.resources[use.name]?.page === undefined) {
    const message = `The resource \`${use.name}\` has no page to open.`;
    problems.add(cursor.at("action").problem(message, "Declare its `page`."));
  }
}

function checkResponse(
  cursor: Cursor,
  { use, schemas, what }: { use: ResourceUse; schemas: readonly Cursor[]; what: string },
  context: ResourceContext,
): void {
  if (typeof use.record === "string" && use.record !== "") {
    const record = { cursor: cursor.at("record"), pointer: use.record, what };
    if (!checkIn(schemas, record, context)) return;
  }
  for (const assignment of cursor.at("sets").items()) {
    const at = assignment.at("at");
    const pointer = at.string();
    // The record keeps more than this response shows.
    const isKept = assignment.at("keep").exists && isInRecord(pointer, use, context);
    if (!isKept) checkIn(schemas, { cursor: at, pointer, what }, context);
  }
}

function isInRecord(
  pointer: string,
  { record }: ResourceUse,
  { bodies }: ResourceContext,
): boolean {
  const isBelow = typeof record === "string" && pointer.startsWith(`${record}/`);
  return bodies.has(isBelow ? pointer.slice(record.length) : pointer);
}

function checkBy(
  by: Cursor,
  { own, request }: { own: OperationCursor; request: readonly Cursor[] },
  context: ResourceContext,
): void {
  if (!by.exists) return;
  const [kind, ...rest] = pointerTokens(by.string());
  const [name = ""] = rest;
  if (kind === "body") {
    const pointer = by.string().slice("/body".length);
    checkIn(request, { cursor: by, pointer, what: "request" }, context);
    return;
  }
  if (kind === "credential") {
    checkCredential(by, name, context);
    return;
  }
  const names = own.parameters
    .filter((parameter) => parameter.at("in").value === kind)
    .map((parameter) => String(parameter.at("name").value));
  if (names.includes(name)) return;
  const message = `The operation has no ${kind} parameter \`${name}\`.`;
  context.problems.add(by.problem(message, oneOf(names, "`parameters`")));
}

function checkCredential(cursor: Cursor, name: string, context: ResourceContext): void {
  if (context.credentials.includes(name)) return;
  const remedy = oneOf(context.credentials, "a security scheme");
  context.problems.add(cursor.problem(`There is no credential \`${name}\`.`, remedy));
}

function checkIssues(issues: Cursor, schemas: readonly Cursor[], context: ResourceContext): void {
  if (!issues.exists) return;
  const credential = issues.at("credential");
  checkCredential(credential, credential.string(), context);
  const cursor = issues.at("at");
  checkIn(schemas, { cursor, pointer: cursor.string(), what: "response" }, context);
}

function checkMoves(cursor: Cursor, { name, move }: ResourceUse, context: ResourceContext): void {
  const moves = Object.keys(context.resources[name]?.lifecycle?.moves ?? {});
  const at = cursor.at("move");
  const named = typeof move === "string" ? [at] : at.items();
  for (const each of named.filter((written) => !moves.includes(written.string()))) {
    const message = `The resource \`${name}\` has no move \`${each.string()}\`.`;
    context.problems.add(each.problem(message, oneOf(moves, "its lifecycle's `moves`")));
  }
}

function checkRefusal(
  refusal: Cursor,
  { own, use }: { own: OperationCursor; use: ResourceUse },
  { resources, problems }: ResourceContext,
): void {
  const states = Object.keys(resources[use.name]?.lifecycle?.states ?? {});
  for (const state of refusal.at("in").items()) {
    const name = state.string();
    if (name === "*" || name === "none" || states.includes(name)) continue;
    const message = `The resource \`${use.name}\` has no state \`${name}\`.`;
    problems.add(state.problem(message, oneOf(states, "its lifecycle's `states`")));
  }
  const answer = refusal.at("with");
  const responses = own.operation.at("responses");
  const statuses = errorStatuses(responses.entries().map(([status]) => status));
  if (typeof answer.value === "number") {
    const documented = [`${answer.value}`, `${String(answer.value)[0]}XX`, "default"];
    const isAssumed = refusal.at("evidence").value === "assumed";
    if (isAssumed || statuses.some((status) => documented.includes(status))) return;
    const message = `The operation does not document the status ${answer.value}.`;
    problems.add(answer.problem(message, "Add the response, or declare `evidence: assumed`."));
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
  if (examples.includes(answer.string())) return;
  const message = `The operation's error responses have no example \`${answer.string()}\`.`;
  problems.add(answer.problem(message, oneOf([...new Set(examples)], "`examples`")));
}

function requestSchemas({ operation }: OperationCursor): Cursor[] {
  const content = operation.at("requestBody").at("content").entries();
  return content.map(([, media]) => media.at("schema"));
}

function responseSchemas({ operation }: OperationCursor): Cursor[] {
  const content = successContents(operation).flat();
  return content.filter(([type]) => isJson(type)).map(([, media]) => media.at("schema"));
}
