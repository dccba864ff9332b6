import type { Cursor } from "../openapi/cursor.ts";
import { headerName } from "./header-name.ts";
import { toHmac } from "./hmac.ts";
import { camelCase } from "./method-names.ts";
import type { CredentialModel, OperationModel, SecuritySchemeModel } from "./model.ts";
import { isCredentialName } from "./names.ts";
import { toRequirements } from "./operations.ts";

/** Returns the security schemes of a document, sorted by name. */
export function toSecuritySchemes(root: Cursor): SecuritySchemeModel[] {
  return root
    .at("components")
    .at("securitySchemes")
    .entries()
    .map(([name, cursor]) => toSecurityScheme(name, cursor))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toSecurityScheme(name: string, cursor: Cursor): SecuritySchemeModel {
  if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(name)) {
    cursor.fail(
      `${JSON.stringify(name)} cannot be a security scheme's name.`,
      "Write letters, digits, hyphens, dots and underscores; begin with a letter.",
    );
  }
  const type = cursor.at("type").text();
  if (type === "apiKey") return toApiKey(name, cursor);
  const signature = cursor.at("x-countersign-hmac");
  if (signature.exists) {
    signature.fail(
      `The security scheme "${name}" is ${type}, which carries no signature.`,
      "A signature is an apiKey in a header.",
    );
  }
  const isHttp = type === "http";
  const scheme = isHttp ? cursor.at("scheme").text().toLowerCase() : type;
  if (isHttp && scheme === "basic") {
    return { name, kind: "basic", username: "username", password: "password" };
  }
  // A caller brings the token, or a function that gets one: flows and discovery are not a client's matter.
  if (["bearer", "oauth2", "openIdConnect"].includes(scheme)) {
    return { name, kind: "bearer", credential: credentialOf(cursor, name) };
  }
  return cursor.fail(
    `The security scheme "${name}" is ${scheme}, which a client of fetch cannot do.`,
    "Describe it as an apiKey, as http bearer or basic, as oauth2 or openIdConnect; or remove it by the overlay.",
  );
}

function toApiKey(name: string, cursor: Cursor): SecuritySchemeModel {
  const location = cursor.at("in").text();
  const isSigned = cursor.at("x-countersign-hmac").exists;
  if (location === "header") {
    const header = headerName(cursor.at("name"));
    if (isSigned) return { name, kind: "hmac", header, hmac: toHmac(cursor, header) };
    return { name, kind: "apiKey", header, credential: credentialOf(cursor, name) };
  }
  if (isSigned || (location !== "query" && location !== "cookie")) {
    return cursor.fail(
      `The security scheme "${name}" stands in ${JSON.stringify(location)}.`,
      isSigned
        ? "A signature is an apiKey in a header."
        : "Put it in a header, a query or a cookie.",
    );
  }
  const key = cursor.at("name").text();
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z[\]-]+$/.test(key)) {
    return cursor
      .at("name")
      .fail(
        `${JSON.stringify(key)} cannot be the name of a ${location}'s part.`,
        "Write letters and digits.",
      );
  }
  const credential = credentialOf(cursor, name);
  return location === "query"
    ? { name, kind: "query", parameter: key, credential }
    : { name, kind: "cookie", cookie: key, credential };
}

/** Where no word of the vocabulary says otherwise, the scheme's name in camelCase. */
function credentialOf(cursor: Cursor, scheme: string): string {
  const own = cursor.at("x-countersign-credential");
  const given = own.optionalText();
  if (given === undefined) {
    const made = [scheme, camelCase(scheme), `${camelCase(scheme)}Credential`].find(
      isCredentialName,
    );
    if (made !== undefined) return made;
  } else if (isCredentialName(given)) return given;
  return (own.exists ? own : cursor).fail(
    `"${given ?? scheme}" cannot be a credential's name.`,
    "Name the option in camelCase with `x-countersign-credential`, and not as another option of a client.",
  );
}

/** Returns the credentials that the schemes need, sorted by name, required ones first. */
export function toCredentials(
  root: Cursor,
  schemes: readonly SecuritySchemeModel[],
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
      // A scheme describes the credential that is its own, not what else its signature covers.
      const owner = users.find((scheme) => credentialNames(scheme)[0] === name);
      const described = root
        .at("components")
        .at("securitySchemes")
        .at(owner?.name ?? "");
      return {
        name,
        required: required(name),
        description: described.at("description").optionalText(),
        use: users.map((scheme) => useOf(scheme, name)).join(" "),
      };
    })
    .sort((a, b) => Number(b.required) - Number(a.required));
}

/** Returns the names of the credentials that a scheme needs, its own first. */
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
  if (scheme.kind === "apiKey") return `Sent as the header \`${scheme.header}\`.`;
  if (scheme.kind === "query") return `Sent as the query parameter \`${scheme.parameter}\`.`;
  if (scheme.kind === "cookie") return `Sent as the cookie \`${scheme.cookie}\`.`;
  if (scheme.kind === "basic") return "Sent as `Authorization: Basic …`.";
  return credential === scheme.hmac.credential
    ? `Never sent: it is the key of the signature in the header \`${scheme.header}\`.`
    : `Part of what the signature in the header \`${scheme.header}\` covers.`;
}

/** Checks that every requirement names schemes that the document declares, and no header twice. */
export function assertRequirements(
  root: Cursor,
  known: {
    securitySchemes: readonly SecuritySchemeModel[];
    operations: readonly OperationModel[];
  },
): void {
  const schemes = new Map(known.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const check = (security: Cursor): void => {
    for (const requirement of security.items()) {
      assertRequirement(requirement, schemes);
      assertOrder(requirement, schemes);
    }
  };
  check(root.at("security"));
  for (const { path, method } of known.operations) {
    check(root.at("paths").at(path).at(method.toLowerCase()).at("security"));
  }
}

function assertRequirement(
  requirement: Cursor,
  schemes: ReadonlyMap<string, SecuritySchemeModel>,
): void {
  const holders = new Map<string, string>();
  for (const [name, scopes] of requirement.entries()) {
    const scheme =
      schemes.get(name) ??
      scopes.fail(
        `There is no security scheme "${name}".`,
        "Declare it in components.securitySchemes.",
      );
    for (const [header, holder] of headersOf(scheme)) {
      const key = header.toLowerCase();
      if ((holders.get(key) ?? holder) !== holder) {
        scopes.fail(
          `The header ${header} has two values in this requirement.`,
          "Ask for one of the schemes that set it.",
        );
      }
      holders.set(key, holder);
    }
  }
}

/** Signatures are computed in the order of the requirement: none can cover one that is not there yet. */
function assertOrder(requirement: Cursor, schemes: ReadonlyMap<string, SecuritySchemeModel>): void {
  const coveredBy = new Map<string, string>();
  for (const [name] of requirement.entries()) {
    const scheme = schemes.get(name);
    if (scheme?.kind !== "hmac") continue;
    const header = scheme.header.toLowerCase();
    const by = coveredBy.get(header);
    if (by !== undefined) {
      requirement
        .at(by)
        .fail(
          `"${by}" covers the header ${header}, which "${name}" sets after it.`,
          `Write "${name}" before it.`,
        );
    }
    for (const [, other = ""] of scheme.hmac.message.join().matchAll(/\{header:([^{}]+)\}/g)) {
      coveredBy.set(other.toLowerCase(), name);
    }
  }
}

/** Headers that a scheme sets, with whose value it is: signatures may share a timestamp or a nonce. */
function headersOf(scheme: SecuritySchemeModel): [header: string, holder: string][] {
  if (scheme.kind === "query" || scheme.kind === "cookie") return [];
  if (scheme.kind === "bearer" || scheme.kind === "basic") return [["Authorization", scheme.name]];
  if (scheme.kind === "apiKey") return [[scheme.header, scheme.name]];
  const { timestamp, nonce } = scheme.hmac;
  const headers: [string, string][] = [[scheme.header, scheme.name]];
  if (timestamp?.header !== undefined) {
    headers.push([timestamp.header, `a timestamp in ${timestamp.unit}`]);
  }
  if (nonce?.header !== undefined) headers.push([nonce.header, "a nonce"]);
  return headers;
}
