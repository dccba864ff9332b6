import { isObject, jsonPath, quoted } from "@countersign/spec/json";
import { clientOperationsOf, operationsOf, resolveRef } from "@countersign/spec/openapi";
import type { Hmac } from "@countersign/spec/vocabulary";
import type { ProposedAction } from "./decision.ts";
import { type KeyScheme, keySchemes } from "./open-signing.ts";
import type { Signing } from "./to-signing.ts";

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
  const own = new Set(requests.keys());
  const sent = [...requests].flatMap(([, { timestamp, nonce }]) => [
    timestamp?.header,
    nonce?.header,
  ]);
  const merged = schemes.filter(
    ({ scheme, header }) => !own.has(scheme) && sent.some((each) => isSame(each, header)),
  );
  const headers = [
    ...schemes.filter(({ scheme }) => own.has(scheme)).map(({ header }) => header),
    ...sent.filter((header) => header !== undefined),
  ];
  let lists = securityLists(document);
  const removals: ProposedAction[] = [];
  for (const scheme of merged) {
    removals.push(...schemeRemovals(lists, scheme));
    lists = lists.map((list) => withoutScheme(list, scheme));
  }
  return [
    ...[...requests].map(([scheme, hmac]) => {
      const name = named.has(scheme) ? undefined : keyQuestion(scheme, hmac);
      return declaration(scheme, { hmac, questions: [name, requirementQuestion(lists, scheme)] });
    }),
    ...removals,
    ...parameterRemovals(document, headers),
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

function declaration(
  scheme: string,
  { hmac, questions }: { hmac: Hmac; questions: readonly (string | undefined)[] },
): ProposedAction {
  const question = questions.filter((each) => each !== undefined).join(" ");
  return {
    target: jsonPath(["components", "securitySchemes", scheme]),
    description: "Declares how this signature is computed, which OpenAPI cannot describe.",
    update: { "x-countersign-hmac": hmac },
    ...(question !== "" && { question }),
  };
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

/** Removes the parameters of headers that signing sets: callers cannot fill them in. */
function parameterRemovals(document: object, headers: readonly string[]): ProposedAction[] {
  const targets = new Map<string, string>();
  const collect = (prefix: string, list: unknown): void => {
    for (const parameter of Array.isArray(list) ? list : []) {
      const node: unknown = resolveRef(document, parameter);
      const header = isObject(node) && node.in === "header" ? String(node.name) : undefined;
      if (header === undefined || !headers.some((each) => isSame(each, header))) continue;
      const ref: unknown = isObject(parameter) ? parameter.$ref : undefined;
      const filter =
        typeof ref === "string"
          ? `@['$ref'] == ${quoted(ref)}`
          : `@.in == 'header' && @.name == ${quoted(header)}`;
      targets.set(`${prefix}.parameters[?${filter}]`, header);
    }
  };
  for (const { item, operation } of clientOperationsOf(document)) {
    collect("$.paths.*", item.parameters);
    collect("$.paths.*.*", operation.parameters);
  }
  return [...targets].map(([target, header]) => ({
    target,
    description: `The client sets ${header} when it signs, so callers cannot pass it.`,
  }));
}

function isSame(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
