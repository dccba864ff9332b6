import { aroundCredential, type SecuritySchemeModel } from "@countersign/spec/model";
import type { SentIn } from "@countersign/spec/vocabulary";
import type { SampleCall } from "../samples/sample-call.ts";
import { signedPieces } from "../samples/signed-pieces.ts";
import type { KeyValue, PostmanAuth } from "./postman-types.ts";
import { NONCE_VARIABLE, signatureVariable, timestampVariable } from "./signing-script.ts";

/** Where a request carries its credentials. */
export interface PostmanCredentials {
  readonly auth: PostmanAuth;
  readonly headers: readonly KeyValue[];
  readonly cookies: readonly string[];
  readonly query: readonly KeyValue[];
}

/**
 * Returns where a call carries its credentials. Postman's own authorization takes one of them, unless a
 * signature may cover it: Postman adds it after the signing script has run. The others become headers,
 * cookies and query parameters.
 */
export function postmanCredentials({ schemes }: SampleCall): PostmanCredentials {
  const isCovered = schemes
    .flatMap((scheme) => (scheme.kind === "hmac" ? signedPieces(scheme.hmac) : []))
    .some(({ kind }) => /^(header|query|queryString)$/.test(kind));
  const first = isCovered ? undefined : schemes.find((scheme) => authOf(scheme) !== undefined);
  const others = schemes.filter((scheme) => scheme !== first);
  return {
    auth: (first && authOf(first)) ?? { type: "noauth" },
    headers: others.flatMap(headersOf),
    cookies: others.flatMap((scheme) =>
      scheme.kind === "cookie" ? [`${scheme.cookie}={{${scheme.credential}}}`] : [],
    ),
    // Signatures come last, because they cover the rest of the query.
    query: [
      ...others.flatMap((scheme) =>
        scheme.kind === "query" ? [pair(scheme.parameter, `{{${scheme.credential}}}`)] : [],
      ),
      ...others.flatMap((scheme) => signedPairs(scheme, "parameter")),
    ],
  };
}

function pair(key: string, value: string): KeyValue {
  return { key, value };
}

function authOf(scheme: SecuritySchemeModel): PostmanAuth | undefined {
  switch (scheme.kind) {
    case "bearer":
      return { type: "bearer", bearer: [pair("token", `{{${scheme.credential}}}`)] };
    case "basic":
      return {
        type: "basic",
        basic: [
          pair("username", `{{${scheme.username}}}`),
          pair("password", `{{${scheme.password}}}`),
        ],
      };
    case "apiKey":
      return apiKey(scheme.header, { value: headerValue(scheme), location: "header" });
    case "query":
      return apiKey(scheme.parameter, {
        value: `{{${scheme.credential}}}`,
        location: "query",
      });
    default:
      return undefined;
  }
}

function headerValue(scheme: SecuritySchemeModel & { kind: "apiKey" }): string {
  return aroundCredential(scheme).join(`{{${scheme.credential}}}`);
}

function apiKey(
  name: string,
  { value, location }: { value: string; location: "header" | "query" },
): PostmanAuth {
  return {
    type: "apikey",
    apikey: [pair("key", name), pair("value", value), pair("in", location)],
  };
}

function headersOf(scheme: SecuritySchemeModel): KeyValue[] {
  if (scheme.kind === "apiKey") return [pair(scheme.header, headerValue(scheme))];
  if (scheme.kind === "bearer") return [pair("Authorization", `Bearer {{${scheme.credential}}}`)];
  return signedPairs(scheme, "header");
}

/** Returns what a signature adds to the headers or to the query, in the order in which a client adds it. */
function signedPairs(scheme: SecuritySchemeModel, location: keyof SentIn): KeyValue[] {
  if (scheme.kind !== "hmac") return [];
  const { timestamp, nonce } = scheme.hmac;
  const values = [
    [timestamp?.[location], timestampVariable(scheme.hmac)],
    [nonce?.[location], NONCE_VARIABLE],
    [scheme[location], signatureVariable(scheme)],
  ] as const;
  return values.flatMap(([name, variable]) =>
    name === undefined ? [] : [pair(name, `{{${variable}}}`)],
  );
}
