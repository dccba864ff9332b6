import type { Cursor } from "../openapi/cursor.ts";
import { CLIENT_METHODS } from "../openapi/methods.ts";
import { splitPath } from "../openapi/path-query.ts";
import { camelCase } from "../openapi/words.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import { headerName } from "./header-name.ts";
import { toHmac } from "./hmac.ts";
import type { CredentialModel, OperationModel, SecuritySchemeModel } from "./model.ts";
import { isCredentialName } from "./names.ts";
import { toRequirements } from "./operations.ts";
import type { ModelReport } from "./report.ts";
import type { WarningCollector } from "./warnings.ts";

/**
 * Returns the security schemes of a document, sorted by name.
 *
 * @throws SpecError with every scheme that a client cannot support.
 */
export function toSecuritySchemes(root: Cursor): SecuritySchemeModel[] {
  const problems = new ProblemCollector();
  const schemes = problems.attemptEach(declaredSchemes(root), toSecurityScheme);
  problems.assertNone();
  return sorted(schemes);
}

/**
 * Returns the security schemes that a client can use, sorted by name, and collects the problems of the others. A kind
 * that clients do not support is a warning if nothing requires the scheme.
 */
export function usableSchemes(
  root: Cursor,
  { problems, warnings }: ModelReport,
): SecuritySchemeModel[] {
  const required = requiredSchemes(root);
  const needed = declaredSchemes(root).filter(([name, cursor]) => {
    const kind = kindOf(cursor);
    const isUsable = kind === undefined || SUPPORTED.includes(kind) || required.has(name);
    if (!isUsable) warnings.add("unusedScheme", cursor, JSON.stringify(name));
    return isUsable;
  });
  return sorted(problems.attemptEach(needed, toSecurityScheme));
}

function sorted(schemes: SecuritySchemeModel[]): SecuritySchemeModel[] {
  return schemes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Kinds of security schemes, as `kindOf` returns them. */
const SUPPORTED = ["apiKey", "basic", "bearer", "oauth2", "openIdConnect"];

/** Returns a scheme's type or, for `http`, its authentication scheme in lower case; undefined if it is no string. */
function kindOf(cursor: Cursor): string | undefined {
  const { value: type } = cursor.at("type");
  const { value: scheme } = cursor.at("scheme");
  if (type === "http") return typeof scheme === "string" ? scheme.toLowerCase() : undefined;
  return typeof type === "string" ? type : undefined;
}

/** Returns the names of the schemes that the document or an operation requires. */
function requiredSchemes(root: Cursor): ReadonlySet<string> {
  const items = root.at("paths").entries();
  const operations = items.flatMap(([, item]) => CLIENT_METHODS.map((method) => item.at(method)));
  const alternatives = [root, ...operations].flatMap((owner): unknown[] => {
    const { value } = owner.at("security");
    return Array.isArray(value) ? value : [];
  });
  return new Set(alternatives.flatMap((each) => Object.keys(Object(each))));
}

function declaredSchemes(root: Cursor): [name: string, Cursor][] {
  return root.at("components").at("securitySchemes").entries();
}

function toSecurityScheme([name, cursor]: [string, Cursor]): SecuritySchemeModel {
  if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(name)) {
    cursor.fail(
      `${JSON.stringify(name)} is not a valid security scheme name.`,
      "Start with a letter, and use only letters, digits, hyphens, dots and underscores.",
    );
  }
  const type = cursor.at("type").string();
  if (type === "apiKey") return toApiKey(name, cursor);
  const signature = cursor.at("x-countersign-hmac");
  if (signature.exists) {
    signature.fail(
      `The security scheme "${name}" has the type ${type}, which cannot carry a signature.`,
      "Declare the signature as an apiKey in a header or the query.",
    );
  }
  const isHttp = type === "http";
  const scheme = isHttp ? cursor.at("scheme").string().toLowerCase() : type;
  const value = cursor.at("x-countersign-value");
  if (value.exists) {
    if (isHttp && scheme !== "basic" && scheme !== "bearer") {
      const credential = credentialOf(cursor, name);
      return { name, kind: "apiKey", header: "Authorization", credential, value: value.string() };
    }
    failOnValue(value, `has the type ${isHttp ? `http ${scheme}` : type}, which says it already`);
  }
  if (isHttp && scheme === "basic") {
    return { name, kind: "basic", username: "username", password: "password" };
  }
  // The caller passes a token or a function that gets one; flows and discovery are out of a client's scope.
  if (["bearer", "oauth2", "openIdConnect"].includes(scheme)) {
    return { name, kind: "bearer", credential: credentialOf(cursor, name) };
  }
  return cursor.fail(
    `The security scheme "${name}" is ${scheme}, which a fetch client does not support.`,
    "Describe it as apiKey, http bearer, http basic, oauth2 or openIdConnect, or remove it in overlay.yaml. If the header is a word and a key, declare that with `x-countersign-value`.",
  );
}

function toApiKey(name: string, cursor: Cursor): SecuritySchemeModel {
  const location = cursor.at("in").string();
  const isSigned = cursor.at("x-countersign-hmac").exists;
  const value = cursor.at("x-countersign-value");
  if (value.exists && isSigned)
    failOnValue(value, "is a signature, which has a `value` of its own");
  if (value.exists && location !== "header") failOnValue(value, `is not in a header`);
  if (location === "header") {
    const header = headerName(cursor.at("name"));
    if (isSigned) {
      return { name, kind: "hmac", header, parameter: undefined, hmac: toHmac(cursor, { header }) };
    }
    return {
      name,
      kind: "apiKey",
      header,
      credential: credentialOf(cursor, name),
      value: value.optionalString(),
    };
  }
  if ((isSigned && location !== "query") || (location !== "query" && location !== "cookie")) {
    return cursor.fail(
      `The security scheme "${name}" is in ${JSON.stringify(location)}.`,
      isSigned
        ? "Declare the signature as an apiKey in a header or the query."
        : "Put it in a header, query or cookie.",
    );
  }
  const key = cursor.at("name").string();
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z[\]-]+$/.test(key)) {
    return cursor
      .at("name")
      .fail(
        `${JSON.stringify(key)} is not a valid name for an apiKey in a ${location}.`,
        "Use letters and digits.",
      );
  }
  if (isSigned) {
    const hmac = toHmac(cursor, { parameter: key });
    return { name, kind: "hmac", header: undefined, parameter: key, hmac };
  }
  const credential = credentialOf(cursor, name);
  return location === "query"
    ? { name, kind: "query", parameter: key, credential }
    : { name, kind: "cookie", cookie: key, credential };
}

function failOnValue(value: Cursor, problem: string): never {
  return value.fail(
    `\`x-countersign-value\` belongs on an apiKey in a header, but this scheme ${problem}.`,
    "Remove the word, or describe the scheme as an apiKey in a header.",
  );
}

/** Returns the name set by `x-countersign-credential` or, by default, the scheme's name in camelCase. */
function credentialOf(cursor: Cursor, scheme: string): string {
  const own = cursor.at("x-countersign-credential");
  const given = own.optionalString();
  if (given === undefined) {
    const made = [scheme, camelCase(scheme), `${camelCase(scheme)}Credential`].find(
      isCredentialName,
    );
    if (made !== undefined) return made;
  } else if (isCredentialName(given)) return given;
  return (own.exists ? own : cursor).fail(
    `"${given ?? scheme}" is not a valid credential name.`,
    "Set `x-countersign-credential` to a camelCase name that no other client option has.",
  );
}

/** Returns the credentials that the schemes need: required ones first, then by name. */
export function toCredentials(
  root: Cursor,
  schemes: readonly SecuritySchemeModel[],
  warnings: WarningCollector,
): CredentialModel[] {
  const byScheme = new Map(schemes.map((scheme) => [scheme.name, credentialNames(scheme)]));
  const alternatives = toRequirements(root.at("security")).map(
    (names) => new Set(names.flatMap((name) => byScheme.get(name) ?? [])),
  );
  const required = (name: string): boolean =>
    alternatives.length > 0 && alternatives.every((alternative) => alternative.has(name));
  const names = [...new Set([...byScheme.values()].flat())].sort();
  return names
    .map((name) => {
      const users = schemes.filter((scheme) => credentialNames(scheme).includes(name));
      // A scheme describes only its own credential, not others that its signature covers.
      const owner = users.find((scheme) => credentialNames(scheme)[0] === name);
      const described = root
        .at("components")
        .at("securitySchemes")
        .at(owner?.name ?? "");
      return {
        name,
        required: required(name),
        description: warnings.text(described.at("description"), "`description`"),
        use: users.map((scheme) => useOf(scheme, name)).join(" "),
      };
    })
    .sort((a, b) => Number(b.required) - Number(a.required));
}

/** Returns what is before and after the credential in the header of an API key. */
export function aroundCredential({
  value = "{credential}",
}: {
  readonly value?: string | undefined;
}): readonly [before: string, after: string] {
  const [before = "", after = ""] = value.split("{credential}");
  return [before, after];
}

/** Returns the names of the credentials that a scheme needs; its own is first. */
export function credentialNames(scheme: SecuritySchemeModel): string[] {
  if (scheme.kind === "basic") return [scheme.username, scheme.password];
  if (scheme.kind !== "hmac") return [scheme.credential];
  const inMessage = scheme.hmac.message.flatMap((part) =>
    [...part.matchAll(/\{credential:(\w+)\}/g)].map(([, name = ""]) => name),
  );
  return [scheme.hmac.credential, ...inMessage];
}

function useOf(scheme: SecuritySchemeModel, credential: string): string {
  if (scheme.kind === "bearer") return "Sent as `Authorization: Bearer …`.";
  if (scheme.kind === "apiKey") {
    const value = scheme.value?.replace("{credential}", "…");
    return `Sent in the header \`${scheme.header}\`${value === undefined ? "" : ` as \`${value}\``}.`;
  }
  if (scheme.kind === "query") return `Sent as the query parameter \`${scheme.parameter}\`.`;
  if (scheme.kind === "cookie") return `Sent as the cookie \`${scheme.cookie}\`.`;
  if (scheme.kind === "basic") return "Sent as `Authorization: Basic …`.";
  const location =
    scheme.header === undefined
      ? `the query parameter \`${scheme.parameter}\``
      : `the header \`${scheme.header}\``;
  return credential === scheme.hmac.credential
    ? `Never sent: it is the key for the signature in ${location}.`
    : `Covered by the signature in ${location}.`;
}

/** Checks that every requirement names only declared schemes, and sets no header twice. */
export function checkRequirements(
  root: Cursor,
  known: {
    securitySchemes: readonly SecuritySchemeModel[];
    operations: readonly OperationModel[];
  },
  problems: ProblemCollector,
): void {
  const declared = new Set(declaredSchemes(root).map(([name]) => name));
  const schemes = new Map(known.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const check = (security: Cursor, found: ProblemCollector): void => {
    found.attemptEach(security.items(), (requirement) => {
      assertDeclared(requirement, declared);
      assertRequirement(requirement, schemes);
      assertOrder(requirement, schemes);
    });
  };
  check(root.at("security"), problems);
  for (const { path, method: upper } of known.operations) {
    const method = upper.toLowerCase();
    const found = problems.for({ path, method });
    const operation = root.at("paths").at(path).at(method);
    found.attempt(() => check(operation.at("security"), found), undefined);
  }
  problems.attemptEach(known.operations, (operation) => {
    const names = new Set(operation.security.flat());
    for (const scheme of known.securitySchemes) {
      if (scheme.kind === "hmac" && names.has(scheme.name)) {
        assertSigns(root.at("paths").at(operation.path), operation, scheme);
      }
    }
  });
}

/** Checks that an operation has what a signature covers, and not what signing adds. */
function assertSigns(
  item: Cursor,
  { path, method, parameters }: OperationModel,
  { name, parameter, hmac }: SecuritySchemeModel & { kind: "hmac" },
): void {
  const cursor = item.at(method.toLowerCase());
  const segments = splitPath(path).template.split("/");
  for (const [, own = ""] of hmac.message.join().matchAll(/\{pathParameter:([^{}]+)\}/g)) {
    if (segments.includes(`{${own}}`)) continue;
    cursor.fail(
      `"${name}" signs the path parameter "${own}", which is no segment of this path.`,
      "Require a scheme whose message suits the operation.",
    );
  }
  const added = [parameter, hmac.timestamp?.parameter, hmac.nonce?.parameter];
  const twice = parameters.find((each) => each.in === "query" && added.includes(each.name));
  if (twice !== undefined) {
    cursor.fail(
      `"${name}" adds the query parameter "${twice.name}", which the operation declares as well.`,
      "Remove the parameter from the operation, in overlay.yaml if the document is a provider's.",
    );
  }
}

function assertDeclared(requirement: Cursor, declared: ReadonlySet<string>): void {
  for (const [name, scopes] of requirement.entries()) {
    if (declared.has(name)) continue;
    scopes.fail(
      `There is no security scheme "${name}".`,
      "Declare it in components.securitySchemes.",
    );
  }
}

function assertRequirement(
  requirement: Cursor,
  schemes: ReadonlyMap<string, SecuritySchemeModel>,
): void {
  const holders = new Map<string, string>();
  for (const [name, scopes] of requirement.entries()) {
    const scheme = schemes.get(name);
    // It is declared, but not supported, which has its own problem.
    if (scheme === undefined) continue;
    for (const [header, holder] of headersOf(scheme)) {
      const key = header.toLowerCase();
      if ((holders.get(key) ?? holder) !== holder) {
        scopes.fail(
          `The header ${header} has two values in this requirement.`,
          "Require only one of the schemes that set it.",
        );
      }
      holders.set(key, holder);
    }
  }
}

/** Checks signatures in the order in which they are computed: one cannot cover a later one. */
function assertOrder(requirement: Cursor, schemes: ReadonlyMap<string, SecuritySchemeModel>): void {
  const coveredBy = new Map<string, string>();
  for (const [name] of requirement.entries()) {
    const scheme = schemes.get(name);
    if (scheme?.kind !== "hmac") continue;
    const header = (scheme.header ?? "").toLowerCase();
    const by = coveredBy.get(header);
    if (by !== undefined) {
      requirement
        .at(by)
        .fail(
          `"${by}" signs the header ${header}, which "${name}" sets later.`,
          `List "${name}" before "${by}".`,
        );
    }
    for (const [, other = ""] of scheme.hmac.message.join().matchAll(/\{header:([^{}]+)\}/g)) {
      coveredBy.set(other.toLowerCase(), name);
    }
  }
}

/** Returns the headers that a scheme sets and who owns each value: signatures may share a timestamp or nonce. */
function headersOf(scheme: SecuritySchemeModel): [header: string, holder: string][] {
  if (scheme.kind === "query" || scheme.kind === "cookie") return [];
  if (scheme.kind === "bearer" || scheme.kind === "basic") return [["Authorization", scheme.name]];
  if (scheme.kind === "apiKey") return [[scheme.header, scheme.name]];
  const { timestamp, nonce } = scheme.hmac;
  const headers: [string, string][] = [];
  if (scheme.header !== undefined) headers.push([scheme.header, scheme.name]);
  if (timestamp?.header !== undefined) {
    headers.push([timestamp.header, `a timestamp in ${timestamp.unit}`]);
  }
  if (nonce?.header !== undefined) headers.push([nonce.header, "a nonce"]);
  return headers;
}
