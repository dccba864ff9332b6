import { childPointer, isObject, quoted } from "@countersign/spec/json";
import { clientOperationsOf, type DocumentOperation, resolveRef } from "@countersign/spec/openapi";
import type { ProposedAction } from "./decision.ts";

/** A header that operations describe as a parameter. */
export interface HeaderParameter {
  readonly header: string;
  /** JSON pointer of the place that describes or refers to it. */
  readonly pointer: string;
  /** Whether it is the path item's, and so belongs to all its operations. */
  readonly isOfPath: boolean;
  /** JSONPath filter for the entry in a list of parameters. */
  readonly filter: string;
  readonly operation: DocumentOperation;
}

/** Parameters that OpenAPI ignores, because other parts of a document describe these headers. */
const IGNORED = /^(accept|content-type|authorization)$/i;

/** Returns the header parameters of all operations, once for each operation. */
export function headerParameters(document: object): HeaderParameter[] {
  return clientOperationsOf(document).flatMap((each) => {
    const { item, operation, path, method } = each;
    const ofPath = childPointer("#/paths", path);
    return [
      ...described(document, { list: item.parameters, owner: ofPath }).map((parameter) => {
        return { ...parameter, isOfPath: true, operation: each };
      }),
      ...described(document, {
        list: operation.parameters,
        owner: childPointer(ofPath, method),
      }).map((parameter) => ({ ...parameter, isOfPath: false, operation: each })),
    ];
  });
}

function described(
  document: object,
  { list, owner }: { list: unknown; owner: string },
): Pick<HeaderParameter, "header" | "pointer" | "filter">[] {
  return (Array.isArray(list) ? list : []).flatMap((parameter: unknown, index) => {
    const node: unknown = resolveRef(document, parameter);
    const header = isObject(node) && node.in === "header" ? String(node.name) : "";
    if (header === "" || IGNORED.test(header)) return [];
    const ref: unknown = isObject(parameter) ? parameter.$ref : undefined;
    const filter =
      typeof ref === "string"
        ? `@['$ref'] == ${quoted(ref)}`
        : `@.in == 'header' && @.name == ${quoted(header)}`;
    return [{ header, pointer: childPointer(childPointer(owner, "parameters"), index), filter }];
  });
}

/** Returns the actions that remove the parameters of some headers. */
export function parameterRemovals(document: object, headers: readonly string[]): ProposedAction[] {
  const targets = new Map<string, string>();
  for (const { header, isOfPath, filter } of parametersOf(document, headers)) {
    targets.set(`$.paths.*${isOfPath ? "" : ".*"}.parameters[?${filter}]`, header);
  }
  return [...targets].map(([target, header]) => ({
    target,
    description: `The client sets ${header} when it signs, so callers cannot pass it.`,
  }));
}

function parametersOf(document: object, headers: readonly string[]): HeaderParameter[] {
  return headerParameters(document).filter(({ header }) =>
    headers.some((each) => isSameHeader(each, header)),
  );
}

/** A signature that the document describes as a parameter. */
export interface ParameterSignature {
  /** Name of the security scheme that replaces the parameter. */
  readonly scheme: string;
  readonly header: string;
}

/**
 * Returns the actions that require the security schemes of signatures of those operations that have their headers as
 * parameters.
 *
 * @param inherited - The requirements of the document.
 */
export function parameterRequirements(
  document: object,
  signatures: readonly ParameterSignature[],
  inherited: readonly object[],
): ProposedAction[] {
  const found = parametersOf(
    document,
    signatures.map(({ header }) => header),
  );
  const byOperation = Map.groupBy(found, ({ operation }) => operation.operation);
  const updates = new Map<string, Readonly<Record<string, unknown>>>();
  for (const [{ security }, parameters] of byOperation) {
    const signed = signatures.flatMap(({ scheme, header }) => {
      const parameter = parameters.find((each) => isSameHeader(each.header, header));
      return parameter === undefined ? [] : [{ scheme, parameter }];
    });
    const [first] = signed;
    if (first === undefined) continue;
    if (!Array.isArray(security)) {
      const schemes = signed.map(({ scheme }) => scheme);
      const target = operationsWith(first.parameter, "@.responses && !@.security");
      updates.set(target, { security: withSchemes(inherited, schemes) });
      continue;
    }
    for (const { scheme, parameter } of signed) {
      const target =
        security.length === 0
          ? `${operationsWith(parameter, "length(@.security) == 0")}.security`
          : // An empty requirement stays empty: a request without credentials is not signed either.
            `${operationsWith(parameter, "@.security")}.security[?length(@) > 0]`;
      updates.set(target, { [scheme]: [] });
    }
  }
  return [...updates].map(([target, update]) => ({
    target,
    description:
      "The document describes the signature as a parameter, so these requests are signed.",
    update,
  }));
}

/** Returns a JSONPath expression for the operations that have a parameter and pass a test. */
function operationsWith({ isOfPath, filter }: HeaderParameter, test: string): string {
  return isOfPath
    ? `$.paths[?@.parameters[?${filter}]][?${test}]`
    : `$.paths.*[?${test} && @.parameters[?${filter}]]`;
}

function withSchemes(requirements: readonly object[], schemes: readonly string[]): object[] {
  const added = Object.fromEntries(schemes.map((scheme) => [scheme, []]));
  if (requirements.length === 0) return [added];
  return requirements.map((requirement) =>
    Object.keys(requirement).length === 0 ? requirement : { ...requirement, ...added },
  );
}

/** Whether two headers have the same name. */
export function isSameHeader(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
