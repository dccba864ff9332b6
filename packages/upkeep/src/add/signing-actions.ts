import { isObject, jsonPath, quoted } from "@countersign/spec/json";
import { operationsOf } from "@countersign/spec/openapi";
import type { Hmac } from "@countersign/spec/vocabulary";
import type { ProposedAction } from "./decision.ts";
import { type KeyScheme, keySchemes } from "./open-signing.ts";
import { isSameHeader, parameterRemovals, parameterRequirements } from "./signature-parameters.ts";
import { type Signing, signatureScheme } from "./to-signing.ts";

/**
 * Returns the overlay's actions that declare how an API signs. Headers that signing sets, for the signature, the time and
 * the nonce, are no longer parameters or security schemes that callers fill in.
 *
 * @param named - Security schemes whose key has a name that a person chose, and that needs no confirmation.
 */
export function signingActions(
  document: object,
  { requests, webhooks }: Pick<Signing, "requests" | "webhooks">,
  named: ReadonlySet<string> = new Set(),
): ProposedAction[] {
  const schemes = keySchemes(document);
  const signed = [...requests].map(([scheme, hmac]) => {
    const key = schemes.find((each) => each.scheme === scheme);
    return { scheme, hmac, header: key?.header ?? scheme, isParameter: key === undefined };
  });
  const added = signed.filter(({ isParameter }) => isParameter);
  const sent = [...requests.values()]
    .flatMap(({ timestamp, nonce }) => [timestamp?.header, nonce?.header])
    .filter((header) => header !== undefined);
  const merged = schemes.filter(
    ({ scheme, header }) =>
      !requests.has(scheme) && sent.some((each) => isSameHeader(each, header)),
  );
  let lists = securityLists(document);
  const removals: ProposedAction[] = [];
  for (const scheme of merged) {
    removals.push(...schemeRemovals(lists, scheme));
    lists = lists.map((list) => withoutScheme(list, scheme));
  }
  const inherited = lists.find(({ target }) => target === "$.security")?.requirements ?? [];
  return [
    ...signed.map(({ scheme, hmac, header, isParameter }) => {
      const name = named.has(scheme) ? undefined : keyQuestion(scheme, hmac);
      if (isParameter) return newScheme(header, { hmac, questions: [name] });
      return declaration(scheme, { hmac, questions: [name, requirementQuestion(lists, scheme)] });
    }),
    ...removals,
    ...parameterRequirements(document, added, inherited),
    ...parameterRemovals(document, [...signed.map(({ header }) => header), ...sent]),
    ...(webhooks === undefined ? [] : [webhooksDeclaration(webhooks)]),
  ];
}

function webhooksDeclaration(signature: NonNullable<Signing["webhooks"]>): ProposedAction {
  return {
    target: "$",
    description: "Declares how webhook deliveries are signed, which OpenAPI cannot describe.",
    update: { "x-countersign-webhooks": { signature } },
    question: `The receiver's option for the secret of webhooks is called "${signature.credential}". If the body or a header has the event's name, declare where in \`event\`.`,
  };
}

interface Declared {
  readonly hmac: Hmac;
  readonly questions: readonly (string | undefined)[];
}

function declaration(scheme: string, { hmac, questions }: Declared): ProposedAction {
  return {
    target: jsonPath(["components", "securitySchemes", scheme]),
    description: "Declares how this signature is computed, which OpenAPI cannot describe.",
    update: { "x-countersign-hmac": hmac },
    ...joined(questions),
  };
}

/** Declares a signature that the document describes as a parameter. */
function newScheme(header: string, { hmac, questions }: Declared): ProposedAction {
  return {
    target: "$",
    description:
      "Declares how this signature is computed, which the document describes as a parameter.",
    update: { components: { securitySchemes: { [header]: signatureScheme(header, hmac) } } },
    ...joined(questions),
  };
}

function joined(questions: Declared["questions"]): Pick<ProposedAction, "question"> {
  const question = questions.filter((each) => each !== undefined).join(" ");
  return question === "" ? {} : { question };
}

function keyQuestion(scheme: string, { credential }: Hmac): string {
  return `The client's option for the key of ${JSON.stringify(scheme)} is called "${credential}". Use the term in the provider's documentation.`;
}

type Requirement = Readonly<Record<string | number, unknown>>;

/** Asks about what the document may not mean: that requests are not signed, or are signed instead of having a key. */
function requirementQuestion(lists: readonly SecurityList[], scheme: string): string | undefined {
  const name = JSON.stringify(scheme);
  const all = lists.map(({ requirements }) => requirements);
  if (!all.flat().some((requirement) => scheme in requirement)) {
    return `No operation requires ${name}, so no request is signed. Add it to \`security\`.`;
  }
  const isAlternative = all.some(
    (list) => list.length > 1 && list.some((each) => isOnly(each, scheme)),
  );
  return isAlternative
    ? `The document requires ${name} or another scheme, and a request carries one of them. If it must carry both, list them in one requirement of \`security\`.`
    : undefined;
}

function isOnly(requirement: Requirement, scheme: string): boolean {
  return scheme in requirement && Object.keys(requirement).length === 1;
}

/** A list of security requirements, and its JSONPath expression. */
interface SecurityList {
  readonly target: string;
  readonly requirements: readonly Requirement[];
}

/** Returns the lists of the document and of its operations. */
function securityLists(document: object): SecurityList[] {
  const own: [string, unknown][] = [["$.security", Reflect.get(document, "security")]];
  for (const section of ["paths", "webhooks"] as const) {
    for (const { operation } of operationsOf(document, section)) {
      own.push([`$.${section}.*.*.security`, operation.security]);
    }
  }
  return own.flatMap(([target, list]) =>
    Array.isArray(list) ? [{ target, requirements: list.filter(isObject) }] : [],
  );
}

/** Removes a security scheme that is part of a signature. */
function schemeRemovals(
  lists: readonly SecurityList[],
  { scheme, header }: KeyScheme,
): ProposedAction[] {
  const description = `The client sets ${header} when it signs, so it is no credential.`;
  const key = quoted(scheme);
  const removals = (selector: string, isMatch: (requirement: Requirement) => boolean) => {
    const matching = lists.filter(({ requirements }) => requirements.some(isMatch));
    return [...new Set(matching.map(({ target }) => target + selector))].map((target) => ({
      target,
      description,
    }));
  };
  return [
    // Without its only scheme, a requirement would be empty, which means that no credentials are needed.
    ...removals(`[?length(@) == 1 && @[${key}]]`, (each) => isOnly(each, scheme)),
    ...removals(`[*][${key}]`, (each) => scheme in each && !isOnly(each, scheme)),
    { target: jsonPath(["components", "securitySchemes", scheme]), description },
  ];
}

/** Returns what `schemeRemovals` leaves of a list. */
function withoutScheme(
  { target, requirements }: SecurityList,
  { scheme }: KeyScheme,
): SecurityList {
  const others = requirements.filter((each) => !isOnly(each, scheme));
  const left = others.map(({ [scheme]: _, ...rest }) => rest);
  return { target, requirements: left };
}
