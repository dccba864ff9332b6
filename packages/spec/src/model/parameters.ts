import type { Cursor } from "../openapi/cursor.ts";
import { isIgnoredHeader } from "../openapi/ignored-header.ts";
import { pathNames } from "../openapi/path-names.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { ParameterModel } from "./model.ts";
import type { WarningCollector } from "./warnings.ts";

/** A parameter that an operation or its path declares. */
export interface DeclaredParameter extends Pick<ParameterModel, "in" | "name"> {
  readonly cursor: Cursor;
}

/** An operation, and what to collect about its parameters. */
interface Subject {
  readonly path: string;
  readonly item: Cursor;
  readonly operation: Cursor;
  readonly problems: ProblemCollector;
  readonly warnings: WarningCollector;
}

const LOCATIONS: readonly ParameterModel["in"][] = ["path", "query", "header", "cookie"];

/**
 * Returns the declared parameters that a caller passes, by location and name; an operation's own overrides its path's.
 * Headers that OpenAPI ignores and path parameters that are not in the path become warnings, and so do parameters of the
 * path that are not declared.
 */
export function declaredParameters(subject: Subject): DeclaredParameter[] {
  const { path, item, operation, problems, warnings } = subject;
  const lists = problems.attemptEach([item, operation], (owner) => owner.at("parameters").items());
  const all = problems.attemptEach(lists.flat(), declaredParameter);
  const distinct = [...new Map(all.map((each) => [`${each.in} ${each.name}`, each])).values()];
  const names = pathNames(path);
  const declared = distinct.filter(({ in: location, name, cursor }) => {
    const quoted = JSON.stringify(name);
    const isUnused = location === "path" && !names.includes(name);
    if (isUnused) warnings.add("unusedPathParameter", cursor, `${quoted} of ${path}`);
    if (!isIgnored(cursor)) return !isUnused;
    warnings.add("ignoredHeader", cursor, quoted);
    return false;
  });
  for (const name of undeclaredNames(path, declared)) {
    const subject = `${JSON.stringify(name)} of ${path}`;
    warnings.add("undeclaredPathParameter", item, subject);
  }
  return declared;
}

/** Returns the parameters of an operation as callers pass them, with those of its path that are not declared. */
export function toParameters(
  path: string,
  declared: readonly DeclaredParameter[],
): ParameterModel[] {
  return [
    ...declared.map(({ in: location, name, cursor }): ParameterModel => {
      const required = location === "path" || cursor.at("required").value === true;
      return { in: location, name, required };
    }),
    ...undeclaredNames(path, declared).map(
      (name): ParameterModel => ({ in: "path", name, required: true }),
    ),
  ];
}

function undeclaredNames(path: string, declared: readonly DeclaredParameter[]): string[] {
  const known = declared.filter((each) => each.in === "path").map(({ name }) => name);
  return pathNames(path).filter((name) => !known.includes(name));
}

function declaredParameter(cursor: Cursor): DeclaredParameter {
  const text = cursor.at("in").string();
  const location = LOCATIONS.find((known) => known === text);
  if (location !== undefined) {
    const name = cursor.at("name").string();
    assertNoWords(cursor);
    return { in: location, name, cursor };
  }
  return cursor.fail(
    `A parameter cannot be in ${JSON.stringify(text)}.`,
    "Put it in path, query, header or cookie.",
  );
}

/** The client would send the value of such a word instead of the body's media type or the caller's credentials. */
function assertNoWords(cursor: Cursor): void {
  const name = cursor.at("name").string();
  const word = Object.keys(Object(cursor.value)).find((key) => key.startsWith("x-countersign-"));
  const isOwn = cursor.at("in").value === "header" && /^(content-type|authorization)$/i.test(name);
  if (word === undefined || (!isOwn && !isIgnored(cursor))) return;
  cursor
    .at(word)
    .fail(
      `The client sets the header ${name}, which cannot have \`${word}\`.`,
      "Remove the word: media types belong in `content`, credentials in `securitySchemes`.",
    );
}

function isIgnored({ value }: Cursor): boolean {
  return typeof value === "object" && value !== null && isIgnoredHeader(value);
}
