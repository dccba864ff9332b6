import {
  isObject,
  jsonPath,
  nodeAt,
  pointerTokens,
  quoted,
  refPointer,
  toPointer,
} from "@countersign/spec/json";
import { CLIENT_METHODS, decodedPairs, METHODS, splitPath } from "@countersign/spec/openapi";
import { type Problem, type ProblemOperation, toLine } from "@countersign/spec/problem";
import type { ProposedAction } from "./decision.ts";
import { schemeCorrections, withoutScheme } from "./scheme-corrections.ts";

/** Overlay actions that correct a rejected document. */
export interface Corrections {
  /** In the order in which they must be applied. */
  readonly actions: readonly ProposedAction[];
  /** Problems that no action corrects, so that a person must. */
  readonly left: readonly Problem[];
}

/**
 * Returns the actions that correct the problems of a document, each with as little as possible: a server, an optional
 * parameter or a scheme that no client supports is removed; an operation that would not work without it is omitted.
 */
export function correctionsOf(problems: readonly Problem[], document: object): Corrections {
  /** The messages of the problems, by operation or path. */
  const omitted = new Map<string, string[]>();
  const actions: ProposedAction[] = [];
  const left: Problem[] = [];
  for (const problem of problems) {
    const corrected = partCorrections(problem, document);
    if (corrected !== undefined) {
      actions.push(...corrected);
      continue;
    }
    const { operations = [], message } = problem;
    if (operations.length === 0) left.push(problem);
    for (const operation of operations) {
      const target = jsonPath(operationKeys(document, operation));
      omitted.set(target, [...(omitted.get(target) ?? []), message]);
    }
  }
  const targets = [...omitted.keys()];
  const isKept = (target: string): boolean => !targets.some((path) => isBelow(path, target));
  return {
    actions: [
      ...distinct(actions).filter(({ target }) => isKept(target)),
      ...[...omitted]
        .filter(([target]) => isKept(target))
        .map(([target, messages]) => omission(target, "what no client can call", messages)),
    ],
    left,
  };
}

/** Returns whether a JSONPath expression begins with the path of a node above. */
function isBelow(path: string, target: string): boolean {
  return target.startsWith(path) && /^[.[]/.test(target.slice(path.length));
}

function omission(target: string, what: string, messages: readonly string[]): ProposedAction {
  const reasons = [...new Set(messages)].slice(0, MOST_REASONS).map(toLine);
  return { target, description: `Omits ${what}. ${reasons.join(" ")}` };
}

/** A description is read, and an operation without any valid part would have a very long one. */
const MOST_REASONS = 3;

function distinct(actions: readonly ProposedAction[]): ProposedAction[] {
  return [...new Map(actions.map((action) => [JSON.stringify(action), action])).values()];
}

/** Members of a path item with operations that no client can call. */
const UNSUPPORTED = [
  ...METHODS.filter((method) => !CLIENT_METHODS.includes(method)),
  "additionalOperations",
];

/** Returns the actions that correct only a part of an operation or of the document, or undefined if there are none. */
function partCorrections(problem: Problem, document: object): ProposedAction[] | undefined {
  const tokens = pointerTokens(problem.location.pointer ?? "");
  const [section, first = "", second = ""] = tokens;
  if (section === "components" && first === "securitySchemes") {
    return schemeCorrections(document, second, problem);
  }
  if (section === "paths" && tokens.length === 3 && UNSUPPORTED.includes(second)) {
    return [omission(jsonPath(tokens), "operations that no client can call", [problem.message])];
  }
  return (
    serverCorrections(tokens, document, problem) ??
    requirementCorrections(tokens, document, problem) ??
    parameterCorrections(tokens, document, problem)
  );
}

function serverCorrections(
  tokens: readonly string[],
  document: object,
  { message }: Problem,
): ProposedAction[] | undefined {
  const list = beforeIndex(tokens, "servers");
  if (list === undefined) return undefined;
  const servers: unknown = nodeAt(document, pointerOf(list));
  if (!Array.isArray(servers)) return undefined;
  // Without a server of its own, an operation would go to the document's, which nobody said.
  const isOfDocument = list.length === 1;
  if (!isOfDocument && !servers.some(isUsable)) return undefined;
  const index = Number(tokens[list.length]);
  const server: unknown = servers[index];
  const url = isObject(server) ? server.url : undefined;
  // By URL, so that it does not matter which servers before it are removed.
  const target =
    typeof url === "string"
      ? `${jsonPath(list)}[?@.url == ${quoted(url)}]`
      : jsonPath([...list, index]);
  return [omission(target, "a server that no client can call", [message])];
}

function isUsable(server: unknown): boolean {
  return isObject(server) && /^https:\/\/[^\s?#@{}]+$/.test(String(server.url));
}

/** Removes the alternatives that require a scheme which the document does not declare. */
function requirementCorrections(
  tokens: readonly string[],
  document: object,
  { message }: Problem,
): ProposedAction[] | undefined {
  const list = beforeIndex(tokens, "security");
  const scheme = tokens.at(-1) ?? "";
  if (list === undefined || list.length + 2 !== tokens.length) return undefined;
  if (nodeAt(document, pointerOf(["components", "securitySchemes", scheme])) !== undefined) {
    return undefined;
  }
  const requirements = nodeAt(document, pointerOf(list));
  if (!Array.isArray(requirements)) return undefined;
  return withoutScheme(jsonPath(list), { requirements, scheme, message });
}

/** Removes a parameter that callers may omit anyway from the operations that have it. */
function parameterCorrections(
  tokens: readonly string[],
  document: object,
  { message, operations = [] }: Problem,
): ProposedAction[] | undefined {
  const list = tokens.lastIndexOf("parameters");
  const pointer = pointerOf(tokens.slice(0, list + 2));
  const parameter = list === -1 ? undefined : nodeAt(document, pointer);
  if (!isObject(parameter) || operations.length === 0) return undefined;
  const isSent = operations.every(({ path }) => isSentBy(path, parameter));
  if (parameter.required === true && !isSent) return undefined;
  if (!/^(query|header|cookie)$/.test(String(parameter.in))) return undefined;
  const owners = operations.flatMap(({ path, method }): ProblemOperation[] => [
    { path },
    ...(method === undefined ? [] : [{ path, method }]),
  ]);
  const targets = owners.flatMap((owner) => {
    const keys = [...operationKeys(document, owner), "parameters"];
    const entries = nodeAt(document, pointerOf(keys));
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown, index) => {
      const { $ref } = isObject(entry) ? entry : {};
      const isReference = typeof $ref === "string" && refPointer($ref) === pointer;
      if (!isReference && pointerOf([...keys, index]) !== pointer) return [];
      const condition = isReference
        ? `@['$ref'] == ${quoted($ref)}`
        : `@.name == ${quoted(String(parameter.name))} && @.in == ${quoted(String(parameter.in))}`;
      return [`${jsonPath(keys)}[?${condition}]`];
    });
  });
  if (targets.length === 0) return undefined;
  return targets.map((target) =>
    omission(target, "a parameter that callers need not pass", [message]),
  );
}

/** Returns whether a path has a query with a constant value for a parameter. */
function isSentBy(
  path: string,
  { in: location, name }: Readonly<Record<string, unknown>>,
): boolean {
  const sent = decodedPairs(splitPath(path).query);
  return location === "query" && sent.some(([own]) => own === name);
}

/** Returns the keys that lead to an operation, or to its path, past a reference to a path item. */
function operationKeys(document: object, { path, method }: ProblemOperation): string[] {
  const own = ["paths", path];
  const item = nodeAt(document, pointerOf(own));
  const $ref = isObject(item) ? item.$ref : undefined;
  const isShared = method !== undefined && typeof $ref === "string" && $ref.startsWith("#/");
  const keys = isShared ? pointerTokens(refPointer($ref)) : own;
  return method === undefined ? keys : [...keys, method];
}

function pointerOf(keys: readonly (string | number)[]): string {
  return `#${toPointer(keys.map(String))}`;
}

/** Returns the tokens of a list, if a pointer leads to one of its items or below. */
function beforeIndex(tokens: readonly string[], list: string): string[] | undefined {
  const at = tokens.lastIndexOf(list);
  const isItem = at !== -1 && /^\d+$/.test(tokens[at + 1] ?? "");
  return isItem ? tokens.slice(0, at + 1) : undefined;
}
