import { type CredentialSource, credentialValue } from "./credentials.ts";
import { CredentialError } from "./errors.ts";
import type { Hmac, Operation, Provider, SecurityScheme } from "./provider.ts";
import { signRequest } from "./signing/sign-request.ts";
import { platformClock, type SigningClock } from "./signing/signing-clock.ts";
import type { SignableRequest } from "./signing/signing-input.ts";
import { signingKey } from "./signing/signing-key.ts";

/** A client's credentials by the name of their option. */
export type Credentials = Readonly<Record<string, CredentialSource | undefined>>;

/** What it takes to authenticate a request of one operation. */
export interface AuthenticateContext {
  readonly provider: Provider;
  readonly operation: Operation;
  readonly credentials: Credentials;
  /** Where timestamps and nonces come from. Default: the platform. */
  readonly clock?: SigningClock | undefined;
  /** What is signed for the hash of a body where there is none. Default: what the provider's table says. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
}

/**
 * Sets the headers by which a provider knows the caller, signatures last, on a request whose URL,
 * other headers and body are final. Each attempt needs a call of its own, and gets a timestamp, a nonce
 * and a signature of its own.
 *
 * Of the operation's security requirements the first that is complete applies, never a mixture.
 *
 * @throws CredentialError when no requirement is complete or a credential cannot be used.
 */
export async function authenticate(
  request: SignableRequest,
  context: AuthenticateContext,
): Promise<void> {
  const { provider, operation, credentials, clock = platformClock, emptyBodyHash } = context;
  const schemes = selectSchemes(provider, operation, credentials);
  const values = await valuesOf(schemes, provider, credentials);
  const value = (name: string): string => values.get(name) ?? "";
  for (const scheme of schemes) {
    if (scheme.type === "apiKey") request.headers.set(scheme.header, value(scheme.credential));
    if (scheme.type === "bearer") {
      request.headers.set("Authorization", `Bearer ${value(scheme.credential)}`);
    }
  }
  const signatures = schemes.filter((scheme) => scheme.type === "hmac");
  // One for all signatures of the attempt: two may name the same header. Random bytes cost more than
  // the signature, so they are drawn only where a scheme has a nonce.
  const hasNonce = signatures.some(({ hmac }) => hmac.nonce !== undefined);
  const moment = { now: clock.now(), nonce: hasNonce ? clock.nonce() : "" };
  for (const scheme of signatures) {
    const key = keyOf(scheme.hmac, value(scheme.hmac.credential), provider);
    await signRequest(request, { ...scheme, key, credentials: values, moment, emptyBodyHash });
  }
}

type CredentialUses = ReadonlyMap<string, { isSent: boolean }>;

/** Schemes are frozen facts of a provider, so that each is looked through once. */
const uses = new WeakMap<SecurityScheme, CredentialUses>();

/** Returns the names of the credentials that a scheme needs, and whether each is sent as it is. */
export function credentialsOf(scheme: SecurityScheme): CredentialUses {
  const known = uses.get(scheme) ?? findCredentials(scheme);
  uses.set(scheme, known);
  return known;
}

function findCredentials(scheme: SecurityScheme): CredentialUses {
  if (scheme.type !== "hmac") return new Map([[scheme.credential, { isSent: true }]]);
  const names = scheme.hmac.message.flatMap((part) =>
    [...part.matchAll(/\{credential:([^{}]+)\}/g)].map(([, name = ""]) => name),
  );
  return new Map([scheme.hmac.credential, ...names].map((name) => [name, { isSent: false }]));
}

function selectSchemes(
  provider: Provider,
  { security }: Operation,
  credentials: Credentials,
): SecurityScheme[] {
  if (security.length === 0) return [];
  const alternatives = security.map((names) =>
    names.flatMap((name) => provider.securitySchemes[name] ?? []),
  );
  const missing = (schemes: SecurityScheme[]): string[] =>
    schemes
      .flatMap((scheme) => [...credentialsOf(scheme).keys()])
      .filter((name) => credentials[name] === undefined);
  const complete = alternatives.find((schemes) => missing(schemes).length === 0);
  if (complete !== undefined) return complete;
  const [option = ""] = missing(alternatives[0] ?? []);
  const choices = alternatives.map((schemes) =>
    missing(schemes)
      .map((name) => `\`${name}\``)
      .join(" and "),
  );
  throw new CredentialError("credential_missing", {
    message: `${provider.title}: this operation needs the option ${choices.join(", or ")}.`,
    option,
  });
}

async function valuesOf(
  schemes: readonly SecurityScheme[],
  { title }: Provider,
  credentials: Credentials,
): Promise<Map<string, string>> {
  const needed = new Map<string, boolean>();
  for (const scheme of schemes) {
    for (const [option, { isSent }] of credentialsOf(scheme)) {
      needed.set(option, isSent || (needed.get(option) ?? false));
    }
  }
  const values = [...needed].map(
    async ([option, isSent]): Promise<[string, string]> => [
      option,
      await credentialValue(credentials[option], { option, title, isSent }),
    ],
  );
  return new Map(await Promise.all(values));
}

function keyOf(hmac: Hmac, secret: string, { title }: Provider): Uint8Array<ArrayBuffer> {
  const key = signingKey(hmac, secret);
  if (key !== undefined) return key;
  const { credential, keyEncoding, keyPrefix } = hmac;
  const form = keyPrefix === undefined ? keyEncoding : `${keyPrefix} and then ${keyEncoding}`;
  throw new CredentialError("credential_invalid", {
    message: `${title}: the option \`${credential}\` is not ${form}; copy it whole.`,
    option: credential,
  });
}
