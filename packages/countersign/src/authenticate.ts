import { type CredentialSource, credentialValue } from "./credentials.ts";
import { CredentialError } from "./errors.ts";
import type { Hmac, Operation, Provider, SecurityScheme } from "./provider.ts";
import { decode } from "./signing/encoding.ts";
import { signatureValue } from "./signing/signature-value.ts";
import type { SignableRequest } from "./signing/signing-input.ts";

/** A client's credentials by the name of their option. */
export type Credentials = Readonly<Record<string, CredentialSource | undefined>>;

/**
 * Sets the headers by which a provider knows the caller, signatures last, on a request whose URL,
 * other headers and body are final.
 *
 * Of the operation's security requirements the first that is complete applies, never a mixture.
 *
 * @throws CredentialError when no requirement is complete or a credential cannot be used.
 */
export async function authenticate(
  request: SignableRequest,
  {
    provider,
    operation,
    credentials,
  }: {
    provider: Provider;
    operation: Operation;
    credentials: Credentials;
  },
): Promise<void> {
  const schemes = selectSchemes(provider, operation, credentials);
  const values = await valuesOf(schemes, provider, credentials);
  const value = (name: string): string => values.get(name) ?? "";
  for (const scheme of schemes) {
    if (scheme.type === "apiKey") request.headers.set(scheme.header, value(scheme.credential));
    if (scheme.type === "bearer") {
      request.headers.set("Authorization", `Bearer ${value(scheme.credential)}`);
    }
  }
  for (const scheme of schemes) {
    if (scheme.type !== "hmac") continue;
    const key = keyOf(scheme.hmac, value(scheme.hmac.credential), provider);
    const parts = { request, credentials: values };
    request.headers.set(scheme.header, await signatureValue(scheme.hmac, key, parts));
  }
}

/** Returns the names of the credentials that a scheme needs, and whether each is sent as it is. */
export function credentialsOf(scheme: SecurityScheme): ReadonlyMap<string, { isSent: boolean }> {
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
  const uses = new Map<string, boolean>();
  for (const scheme of schemes) {
    for (const [option, { isSent }] of credentialsOf(scheme)) {
      uses.set(option, isSent || (uses.get(option) ?? false));
    }
  }
  const values = [...uses].map(
    async ([option, isSent]): Promise<[string, string]> => [
      option,
      await credentialValue(credentials[option], { option, title, isSent }),
    ],
  );
  return new Map(await Promise.all(values));
}

function keyOf(hmac: Hmac, secret: string, { title }: Provider): Uint8Array<ArrayBuffer> {
  const key = decode(secret, hmac.keyEncoding);
  if (key !== undefined && key.length > 0) return key;
  throw new CredentialError("credential_invalid", {
    message: `${title}: the option \`${hmac.credential}\` is not ${hmac.keyEncoding}; copy it whole.`,
    option: hmac.credential,
  });
}
