import { CredentialError } from "../errors/errors.ts";
import type { SecurityScheme } from "../provider-table/provider.ts";
import { encode, utf8 } from "../signing/encoding.ts";

/** A request whose URL may still change. */
export interface MutableRequest {
  url: string;
  readonly headers: Headers;
}

/** A scheme whose credential is neither a header value nor a signing key. */
export type PlacedScheme = SecurityScheme & { type: "query" | "cookie" | "basic" };

/** Adds a scheme's credentials to a request. */
export type PlaceCredential = (
  request: MutableRequest,
  scheme: PlacedScheme,
  values: ReadonlyMap<string, string>,
) => void;

/**
 * Adds credentials to the query, to a cookie (which browsers do not let programs set) or to the `Authorization`
 * header, as a user name and a password in UTF-8 (RFC 7617).
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
