import { CredentialError } from "../errors/errors.ts";
import type { SecurityScheme } from "../provider-table/provider.ts";
import { encode, utf8 } from "../signing/encoding.ts";

/** A request whose URL may still change. */
export interface MutableRequest {
  url: string;
  readonly headers: Headers;
}

/** A scheme whose credential is neither the whole value of a header nor a signing key. */
export type PlacedScheme = SecurityScheme & { type: "query" | "cookie" | "basic" | "template" };

/** Adds a scheme's credentials to a request. */
export type PlaceCredential = (
  request: MutableRequest,
  scheme: PlacedScheme,
  values: ReadonlyMap<string, string>,
) => void;

/**
 * Adds credentials to the query, to a cookie (which browsers do not let programs set), to a header's value, or to the
 * `Authorization` header, as a user name and a password in UTF-8 (RFC 7617).
 */
export const placeCredential: PlaceCredential = (request, scheme, values) => {
  const value = (name: string): string => values.get(name) ?? "";
  const { headers } = request;
  if (scheme.type === "basic") {
    if (value(scheme.username).includes(":")) {
      const option = scheme.username;
      const message = `The option \`${option}\` must not contain a colon.`;
      throw new CredentialError("credential_invalid", { message, option });
    }
    const pair = utf8(`${value(scheme.username)}:${value(scheme.password)}`);
    headers.set("authorization", `Basic ${encode(pair, "base64")}`);
    return;
  }
  if (scheme.type === "template") {
    const { credential: option } = scheme;
    const [before = "", after = ""] = scheme.value.split("{credential}");
    const key = value(option);
    // A prefix that ends with a letter or digit may be the beginning of a key, too.
    if (/[^a-z0-9]$/i.test(before) && key.toLowerCase().startsWith(before.toLowerCase())) {
      const message = `The option \`${option}\` must not begin with "${before}", which the client adds.`;
      throw new CredentialError("credential_invalid", { message, option });
    }
    headers.set(scheme.header, before + key + after);
    return;
  }
  const encoded = encodeURIComponent(value(scheme.credential));
  if (scheme.type === "query") {
    const separator = request.url.includes("?") ? "&" : "?";
    request.url += `${separator}${scheme.parameter}=${encoded}`;
    return;
  }
  const others = (headers.get("cookie") ?? "")
    .split("; ")
    .filter((pair) => pair !== "" && !pair.startsWith(`${scheme.cookie}=`));
  headers.set("cookie", [...others, `${scheme.cookie}=${encoded}`].join("; "));
};
