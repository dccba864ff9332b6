import { isObject } from "@countersign/spec/json";
import { isCredentialName } from "@countersign/spec/model";
import { SpecError, toLine } from "@countersign/spec/problem";
import { nameCredentials } from "./name-credentials.ts";
import { nameEnvironments } from "./name-environments.ts";

/** A name that appears in users' code and that the document does not give. */
export interface OpenName {
  readonly kind: "credential" | "environment";
  /** The security scheme's name or the server's URL, as written in the document. */
  readonly of: string;
  /** The name used if no other is chosen. */
  readonly assumed: string;
  /** Whether the credential is the key of a signature, and is never sent. Default: false. */
  readonly isKey?: boolean;
}

/** Chosen names, by security scheme or server URL. */
export interface ChosenNames {
  readonly credentials: ReadonlyMap<string, string>;
  readonly environments: ReadonlyMap<string, string>;
}

/** No chosen names. */
export const NO_NAMES: ChosenNames = { credentials: new Map(), environments: new Map() };

/** Returns the names that a document does not give: first of credentials, then of environments. */
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

/** Returns what is wrong with a name, in one sentence, or undefined if it is valid. */
export function nameProblem(
  { kind, of }: OpenName,
  name: string,
  others: ReadonlyMap<string, string>,
): string | undefined {
  const isName = kind === "credential" ? isCredentialName(name) : /^[a-z][a-zA-Z0-9]*$/.test(name);
  if (!isName) {
    return `"${toLine(name)}" is not a valid ${kind} name: it must be one camelCase word that no other client option uses.`;
  }
  const taken = [...others].some(([other, given]) => other !== of && given === name);
  return taken ? `"${name}" is already taken.` : undefined;
}

/**
 * Checks that every chosen name is valid and belongs to a scheme or server whose name is open.
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
    `The document has no ${what} "${toLine(of)}" that needs a name.`,
    list === "" ? `Omit the ${kind}.` : `Choose one of: ${list}.`,
  ];
}
