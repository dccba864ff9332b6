import { isObject, jsonPath, quoted } from "@countersign/spec/json";
import { camelCase, freeName } from "@countersign/spec/model";
import { type Problem, toLine } from "@countersign/spec/problem";
import type { ProposedAction } from "./decision.ts";

/**
 * Returns the actions that correct a security scheme: it gets a valid name or, if the name is not the problem, it is
 * removed from every requirement.
 */
export function schemeCorrections(
  document: object,
  name: string,
  { message }: Problem,
): ProposedAction[] | undefined {
  const schemes = memberOf(memberOf(document, "components"), "securitySchemes");
  const scheme = schemes[name];
  if (!isObject(scheme)) return undefined;
  // A signature is described by hand. Without it, requests would be rejected for no visible reason.
  if ("x-countersign-hmac" in scheme) return undefined;
  const lists = requirementLists(document, name);
  const own = jsonPath(["components", "securitySchemes", name]);
  if (/^[A-Za-z][A-Za-z0-9_.-]*$/.test(name)) {
    return [
      ...lists.flatMap(({ list, requirements }) =>
        withoutScheme(list, { requirements, scheme: name, message }),
      ),
      { target: own, description: `Omits a security scheme. ${toLine(message)}` },
    ];
  }
  // `add` asks for the name of the client option once the scheme has a valid name.
  const { "x-countersign-credential": _, ...renamed } = scheme;
  const valid = freeName(camelCase(name) || "scheme", new Set(Object.keys(schemes)));
  const description = `Gives a security scheme a name that is also valid in code. ${toLine(message)}`;
  return [
    {
      target: jsonPath(["components", "securitySchemes"]),
      description,
      update: { [valid]: renamed },
    },
    ...lists.flatMap(({ list }) => [
      { target: `${list}[?@[${quoted(name)}]]`, description, update: { [valid]: [] } },
      { target: `${list}[*][${quoted(name)}]`, description },
    ]),
    { target: own, description },
  ];
}

/**
 * Returns the actions that remove a scheme from lists of requirements: from those that need other schemes too, and
 * the others as a whole, because an empty requirement would make credentials optional.
 *
 * @param list - JSONPath expression of the lists.
 * @param requirements - Their items.
 */
export function withoutScheme(
  list: string,
  {
    requirements,
    scheme,
    message,
  }: {
    readonly requirements: readonly unknown[];
    readonly scheme: string;
    readonly message: string;
  },
): ProposedAction[] {
  const named = requirements.filter(isObject).filter((each) => Object.hasOwn(each, scheme));
  const isAlone = (each: object): boolean => Object.keys(each).length === 1;
  const description = `Omits a way to authenticate that no client supports: if the API requires it, send it in a fetch of your own. ${toLine(message)}`;
  return [
    ...(named.some(isAlone)
      ? [{ target: `${list}[?@[${quoted(scheme)}] && length(@) == 1]`, description }]
      : []),
    ...(named.every(isAlone) ? [] : [{ target: `${list}[*][${quoted(scheme)}]`, description }]),
  ];
}

/** Lists of requirements, at least one of which names a scheme. */
interface RequirementLists {
  /** JSONPath expression. */
  readonly list: string;
  /** Their items. */
  readonly requirements: readonly unknown[];
}

function requirementLists(document: object, scheme: string): RequirementLists[] {
  const ofOperations = (items: Readonly<Record<string, unknown>>): unknown[] =>
    Object.values(items).flatMap((item) =>
      isObject(item) ? Object.values(item).flatMap(requirementsOf) : [],
    );
  return [
    { list: "$.security", requirements: requirementsOf(document) },
    { list: "$.paths.*.*.security", requirements: ofOperations(memberOf(document, "paths")) },
    {
      list: "$.components.pathItems.*.*.security",
      requirements: ofOperations(memberOf(memberOf(document, "components"), "pathItems")),
    },
  ].filter(({ requirements }) =>
    requirements.some((each) => isObject(each) && Object.hasOwn(each, scheme)),
  );
}

function requirementsOf(owner: unknown): unknown[] {
  const list = isObject(owner) ? owner.security : undefined;
  return Array.isArray(list) ? list : [];
}

function memberOf(value: unknown, key: string): Record<string | number, unknown> {
  const member: unknown = isObject(value) ? value[key] : undefined;
  return isObject(member) ? member : {};
}
