import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { SecurityRequirement, SecurityScheme } from "../operations/security-schemes.ts";
import type { Credentials } from "./credentials.ts";
import { deriveCredentials } from "./derive-credentials.ts";
import { secretIn } from "./secret-in.ts";
import { sentValue } from "./sent-values.ts";

/** Who sends a request, before anything proves it. */
export interface Caller {
  /** Account that the credentials name; empty for the sandbox's own. */
  readonly account: string;
  /** The values that the sandbox accepts from this account. */
  readonly credentials: Credentials;
  /** The secrets that were sent, by the names of their credentials. */
  readonly sent: ReadonlyMap<string, string>;
}

/** What a caller is identified by. */
export interface CallerSource {
  readonly name: string;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** The sandbox's own credentials of the provider. */
  readonly credentials: Credentials;
  /** Returns the account of a token that a response has issued for a credential. */
  readonly accountOfToken: (credential: string, token: string) => string | undefined;
}

/** Names of accounts, as they stand in credentials. */
export const ACCOUNT_NAME: RegExp = /^[a-z\d]+(-[a-z\d]+)*$/;

/** Returns who sends a request, by the secrets in its headers. A signature alone names nobody. */
export function identify(
  alternatives: readonly SecurityRequirement[],
  request: IncomingRequest,
  { name, schemes, credentials: own, accountOfToken }: CallerSource,
): Caller {
  const sent = new Map<string, string>();
  const tokens: { readonly credential: string; readonly account: string }[] = [];
  let account: string | undefined;
  for (const scheme of alternatives.flat()) {
    const value = scheme.kind === "signature" ? undefined : sentValue(request, scheme);
    const secret =
      scheme.kind === "signature" || value === undefined ? undefined : secretIn(scheme, value);
    if (secret === undefined) continue;
    const { credential } = scheme;
    sent.set(credential, secret);
    account ??= accountIn(secret, own.get(credential) ?? "");
    const ofToken = accountOfToken(credential, secret);
    if (ofToken !== undefined) tokens.push({ credential, account: ofToken });
  }
  account ??= tokens[0]?.account ?? "";
  const credentials = new Map(account === "" ? own : deriveCredentials(name, schemes, account));
  for (const token of tokens) {
    if (token.account === account)
      credentials.set(token.credential, sent.get(token.credential) ?? "");
  }
  return { account, credentials, sent };
}

function accountIn(secret: string, own: string): string | undefined {
  if (secret === own) return "";
  const account = secret.startsWith(`${own}.`) ? secret.slice(own.length + 1) : "";
  return ACCOUNT_NAME.test(account) ? account : undefined;
}
