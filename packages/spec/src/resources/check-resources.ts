import { credentialNames, usableSchemes } from "../model/security.ts";
import { WarningCollector } from "../model/warnings.ts";
import { Cursor, type CursorSubject } from "../openapi/cursor.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { Problem } from "../problem/spec-error.ts";
import type { Resources } from "../vocabulary/resources.ts";
import { vocabularyProblems } from "../vocabulary/vocabulary.ts";
import { bodySchemas, operationCursors } from "./body-schemas.ts";
import { checkOperation } from "./check-operation.ts";
import { checkResource } from "./check-resource.ts";
import { checkLocation } from "./check-values.ts";
import type { ResourceContext } from "./context.ts";

/**
 * Returns what the declarations of a document's resources name that does not exist, such as states, moves, events and
 * properties, and the states that no moves lead to. Ignores words that the vocabulary's schema does not accept.
 */
export function resourceProblems(subject: CursorSubject): readonly Problem[] {
  const problems = new ProblemCollector();
  problems.attempt(() => check(Cursor.root(subject), problems), undefined);
  return problems.list();
}

function check(root: Cursor, problems: ProblemCollector): void {
  const word = root.at("x-countersign-resources");
  const isValid = word.exists && isAccepted(root, "Root");
  const operations = operationCursors(root);
  const context: ResourceContext = {
    // The vocabulary's schema has validated this node, and Resources is that schema as a type.
    resources: isValid ? (word.value as Resources) : {},
    events: Object.keys(Object(root.at("webhooks").value)),
    credentials: credentialsOf(root),
    bodies: bodySchemas(operations),
    problems,
  };
  if (isValid) {
    problems.attemptEach(word.entries(), ([name, resource]) => {
      checkResource(name, resource, context);
    });
  }
  // With an invalid declaration, no name can be checked.
  if (isValid || !word.exists) {
    const declared = operations.filter(
      ({ operation }) =>
        operation.at("x-countersign-resource").exists && isAccepted(operation, "Operation"),
    );
    problems.attemptEach(declared, (each) => checkOperation(each, context));
  }
  const parameters = operations.flatMap((each) => each.parameters);
  for (const parameter of parameters.filter((each) => isAccepted(each, "Parameter"))) {
    checkLocation(parameter.at("x-countersign-filter").at("at"), context);
  }
  for (const schema of context.bodies.all.filter((each) => isAccepted(each, "Schema"))) {
    checkLocation(schema.at("x-countersign-filter").at("at"), context);
    checkLocation(schema.at("x-countersign-stored-at"), context);
  }
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
