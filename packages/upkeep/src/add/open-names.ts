import { isObject } from "@countersign/spec/json";
import { isCredentialName } from "@countersign/spec/model";
import { SpecError, toLine } from "@countersign/spec/problem";
import { nameCredentials } from "./name-credentials.ts";
import { nameEnvironments } from "./name-environments.ts";

/** A name that users will write and that a document leaves open. */
export interface OpenName {
  readonly kind: "credential" | "environment";
  /** The security scheme's name, or the server's URL, as the document has them. */
  readonly of: string;
  /** What it is called if nobody says otherwise. */
  readonly assumed: string;
}

/** Names that a person has chosen, by what they are names of. */
export interface ChosenNames {
  readonly credentials: ReadonlyMap<string, string>;
  readonly environments: ReadonlyMap<string, string>;
}

/** Nobody has chosen anything. */
export const NO_NAMES: ChosenNames = { credentials: new Map(), environments: new Map() };

/** Returns the names that a document leaves open: of credentials, then of environments. */
export function openNames(provider: string, document: object): OpenName[] {
  const components: unknown = Reflect.get(document, "components");
  const schemes: unknown = isObject(components) ? components.securitySchemes : undefined;
  const servers: unknown = Reflect.get(document, "servers");
  return [
    ...[...nameCredentials(provider, isObject(schemes) ? schemes : {})].map(
      ([of, assumed]): OpenName => ({ kind: "credential", of, assumed }),
    ),
    ...nameEnvironments(Array.isArray(servers) ? servers : []).flatMap(
      ({ url, environment }): OpenName[] =>
        environment === undefined ? [] : [{ kind: "environment", of: url, assumed: environment }],
    ),
  ];
}

/** Returns what is wrong with a name, in one sentence, or undefined. */
export function nameProblem(
  { kind, of }: OpenName,
  name: string,
  others: ReadonlyMap<string, string>,
): string | undefined {
  const isName = kind === "credential" ? isCredentialName(name) : /^[a-z][a-zA-Z0-9]*$/.test(name);
  if (!isName) {
    return `"${toLine(name)}" cannot be ${kind === "credential" ? "a credential's" : "an environment's"} name: it is one word in camelCase, and no other option of a client.`;
  }
  const taken = [...others].some(([other, given]) => other !== of && given === name);
  return taken ? `"${name}" is taken already.` : undefined;
}

/**
 * Checks that names were chosen for what is open, and can be such names.
 *
 * @throws SpecError at the document.
 */
export function assertChosen(
  open: readonly OpenName[],
  chosen: ChosenNames,
  { file }: { file: string },
): void {
  const fail = (message: string, remedy: string): never => {
    throw new SpecError(message, { location: { file }, remedy });
  };
  for (const kind of ["credential", "environment"] as const) {
    const names = chosen[`${kind}s`];
    const known = open.filter((each) => each.kind === kind);
    for (const [of, name] of names) {
      const subject = known.find((each) => each.of === of) ?? fail(...unknown(kind, of, known));
      const problem = nameProblem(subject, name, names);
      if (problem !== undefined) fail(problem, "Choose another name.");
    }
  }
}

function unknown(
  kind: OpenName["kind"],
  of: string,
  known: readonly OpenName[],
): [message: string, remedy: string] {
  const what = kind === "credential" ? "security scheme" : "server";
  const list = known.map((each) => toLine(each.of)).join(", ");
  return [
    `The document has no ${what} "${toLine(of)}" whose name is open.`,
    list === "" ? `Leave out the ${kind}.` : `Name one of: ${list}.`,
  ];
}
