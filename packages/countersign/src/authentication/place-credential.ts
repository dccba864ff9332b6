import { CredentialError } from "../errors/errors.ts";
import type { SecurityScheme } from "../provider-table/provider.ts";
import { encode, utf8 } from "../signing/encoding.ts";

/** A request whose URL may still change. */
export interface OpenRequest {
  url: string;
  readonly headers: Headers;
}

/** A scheme whose credential is neither a header of its own nor a signature. */
export type PlacedScheme = SecurityScheme & { type: "query" | "cookie" | "basic" };

/** Puts a scheme's credentials where they belong. */
export type PlaceCredential = (
  request: OpenRequest,
  scheme: PlacedScheme,
  values: ReadonlyMap<string, string>,
) => void;

/**
 * Puts credentials into the query, into a cookie (which browsers refuse to let a program set) or into the
 * header `Authorization` as user name and password in UTF-8 (RFC 7617).
 */
export const placeCredential: PlaceCredential = (request, scheme, values) => {
  const value = (name: string): string => values.get(name) ?? "";
  const { headers } = request;
  if (scheme.type === "basic") {
    if (value(scheme.username).includes(":")) {
      const option = scheme.username;
      const message = `The option \`${option}\` must not have a colon.`;
      throw new CredentialError("credential_invalid", { message, option });
    }
    const pair = utf8(`${value(scheme.username)}:${value(scheme.password)}`);
    headers.set("authorization", `Basic ${encode(pair, "base64")}`);
    return;
  }
  const text = encodeURIComponent(value(scheme.credential));
  if (scheme.type === "query") {
    const separator = request.url.includes("?") ? "&" : "?";
    request.url += `${separator}${scheme.parameter}=${text}`;
    return;
  }
  const others = (headers.get("cookie") ?? "")
    .split("; ")
    .filter((pair) => pair !== "" && !pair.startsWith(`${scheme.cookie}=`));
  headers.set("cookie", [...others, `${scheme.cookie}=${text}`].join("; "));
};
