import { credentialNames, usableSchemes } from "../model/security.ts";
import { WarningCollector } from "../model/warnings.ts";
import { Cursor, type CursorSubject } from "../openapi/cursor.ts";
import { inferableNames } from "../openapi/resource-names.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { Problem } from "../problem/spec-error.ts";
import { hasWord } from "../vocabulary/has-word.ts";
import type { Resources } from "../vocabulary/resources.ts";
import { vocabularyProblems } from "../vocabulary/vocabulary.ts";
import { bodySchemas, messageSchemas, requestSchemas } from "./body-schemas.ts";
import { checkOperation } from "./check-operation.ts";
import { checkResource } from "./check-resource.ts";
import { checkLocation } from "./check-values.ts";
import type { ResourceContext } from "./context.ts";
import { type OperationCursor, operationCursors } from "./operation-cursors.ts";

/** The words whose names and locations are checked. */
const WORDS = /^x-countersign-(resources?|filter|stored-at)$/;

/**
 * Returns what the declarations of a document's resources name that does not exist, such as states, moves, events and
 * properties, and the states that no moves lead to. Ignores words that the vocabulary's schema does not accept.
 */
export function resourceProblems(subject: CursorSubject): readonly Problem[] {
  // Without them there is nothing to check, and whatever else is wrong is for the model to say.
  if (!hasWord(subject.document, WORDS)) return [];
  const problems = new ProblemCollector();
  problems.attempt(() => check(Cursor.root(subject), problems), undefined);
  return problems.list();
}

function check(root: Cursor, problems: ProblemCollector): void {
  const word = root.at("x-countersign-resources");
  const isValid = word.exists && isAccepted(root, "Root");
  const all = operationCursors(root);
  const declared = all.filter(
    ({ operation }) =>
      operation.at("x-countersign-resource").exists && isAccepted(operation, "Operation"),
  );
  // The vocabulary's schema has validated this node, and Resources is that schema as a type.
  const resources = isValid ? (word.value as Resources) : {};
  const called = declared.filter(({ section }) => section === "paths");
  const named = called.map(nameOf).filter((name) => name !== undefined);
  const inferable = all
    .filter(({ section }) => section === "paths")
    .flatMap(({ path }) => inferableNames(path));
  // A name that occurs once is likely a mistake.
  const repeated = named.filter((name, index) => named.indexOf(name) !== index);
  const context: ResourceContext = {
    resources,
    names: new Set([...Object.keys(resources), ...inferable, ...repeated]),
    events: Object.keys(Object(root.at("webhooks").value)),
    credentials: credentialsOf(root),
    bodies: bodySchemas(all.flatMap(messageSchemas)),
    requestsOf: (resource) =>
      bodySchemas(all.filter((each) => isAbout(each, resource)).flatMap(requestSchemas)),
    written: writtenValues(isValid ? word : undefined, declared),
    problems,
  };
  if (isValid) {
    problems.attemptEach(word.entries(), ([name, resource]) => {
      if (![...named, ...inferable].includes(name)) {
        const remedy = "Correct the name, or name it in an operation's `x-countersign-resource`.";
        problems.add(resource.problem(`No operation is about the resource \`${name}\`.`, remedy));
      }
      checkResource(name, resource, context);
    });
  }
  // With an invalid declaration, no name can be checked.
  if (isValid || !word.exists) {
    problems.attemptEach(declared, (each) => checkOperation(each, context));
  }
  checkLocations(all, context);
}

/** Checks the locations that words on parameters and schemas declare. */
function checkLocations(operations: readonly OperationCursor[], context: ResourceContext): void {
  const parameters = operations.flatMap((each) => each.parameters);
  for (const parameter of parameters.filter((each) => isAccepted(each, "Parameter"))) {
    checkLocation(parameter.at("x-countersign-filter").at("at"), context);
  }
  for (const schema of context.bodies.all.filter((each) => isAccepted(each, "Schema"))) {
    checkLocation(schema.at("x-countersign-filter").at("at"), context);
    checkLocation(schema.at("x-countersign-stored-at"), context);
  }
}

/** Returns whether an operation names a resource, or its path suggests it. */
function isAbout(own: OperationCursor, resource: string): boolean {
  if (own.section !== "paths") return false;
  const name = nameOf(own);
  return name === undefined ? suggestsName(own.path, resource) : name === resource;
}

/** A collection has no parameter of its own, so that the path of an item is what suggests the name. */
function suggestsName(path: string, resource: string): boolean {
  return inferableNames(`${path}/{item}`).includes(resource);
}

/** Returns the name of the resource that an operation declares, if it declares one. */
function nameOf({ operation }: OperationCursor): string | undefined {
  const word = operation.at("x-countersign-resource");
  const { value } = typeof word.value === "string" ? word : word.at("name");
  return typeof value === "string" ? value : undefined;
}

/** Returns the values that lifecycles and operations write, each with its location. */
function writtenValues(
  word: Cursor | undefined,
  declared: readonly OperationCursor[],
): readonly Cursor[] {
  const lifecycles = word?.entries().map(([, resource]) => resource.at("lifecycle")) ?? [];
  const owners = [...lifecycles.flatMap((each) => [each.at("states"), each.at("moves")])].flatMap(
    (each) => each.entries().map(([, owner]) => owner),
  );
  const operations = declared.map(({ operation }) => operation.at("x-countersign-resource"));
  return [...owners, ...operations].flatMap((owner) => owner.at("sets").items());
}

function isAccepted(
  cursor: Cursor,
  subject: "Root" | "Operation" | "Parameter" | "Schema",
): boolean {
  const { value } = cursor;
  if (typeof value !== "object" || value === null) return false;
  const hasWord = Object.keys(value).some((key) => key.startsWith("x-countersign-"));
  return hasWord && vocabularyProblems(value, subject).length === 0;
}

/** Returns the names of the client's credentials. Problems of security schemes are reported with the model. */
function credentialsOf(root: Cursor): string[] {
  const problems = new ProblemCollector();
  const report = { problems, warnings: new WarningCollector() };
  const schemes = problems.attempt(() => usableSchemes(root, report), []);
  return [...new Set(schemes.flatMap(credentialNames))];
}
