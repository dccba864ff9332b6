import { type CredentialSource, credentialValue } from "./credentials.ts";
import { CredentialError } from "./errors.ts";
import type { OpenRequest, PlaceCredential } from "./place-credential.ts";
import type { Operation, Provider, SecurityScheme } from "./provider.ts";
import type { HmacScheme, SignRequest } from "./signing/sign-request.ts";
import type { SignableRequest } from "./signing/signing-input.ts";

/** A client's credentials by the name of their option. */
export type Credentials = Readonly<Record<string, CredentialSource | undefined>>;

/** A security scheme that a request meets. */
export interface ChosenScheme {
  readonly scheme: SecurityScheme;
  /** Names of the credentials that it needs. */
  readonly options: readonly string[];
}

/** What it takes to authenticate a request. */
export interface AuthenticateContext {
  /** Title of the API, for messages. */
  readonly title: string;
  readonly schemes: readonly ChosenScheme[];
  readonly credentials: Credentials;
  /** Signs a request; not there where the provider wants no signature. */
  readonly sign: SignRequest | undefined;
  /** Puts credentials elsewhere than into headers of their own; not there where none belongs there. */
  readonly place?: PlaceCredential | undefined;
  /** What is signed for the hash of a body where there is none. Default: what the provider's table says. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
}

/**
 * Sets the headers by which a provider knows the caller, signatures last, on a request whose URL,
 * other headers and body are final. Each attempt needs a call of its own, and gets a timestamp, a nonce
 * and a signature of its own.
 *
 * @throws CredentialError when a credential cannot be used.
 */
export async function authenticate(
  request: SignableRequest & OpenRequest,
  { title, schemes, credentials, sign, place, emptyBodyHash }: AuthenticateContext,
): Promise<void> {
  const values = new Map<string, string>();
  const signatures: HmacScheme[] = [];
  for (const { scheme, options } of schemes) {
    const isSent = scheme.type !== "hmac";
    for (const option of options) {
      // One that two schemes need is asked for once, and checked for both uses.
      const source = values.get(option) ?? credentials[option];
      const value = await credentialValue(source, { option, title, isSent });
      values.set(option, value);
      if (scheme.type === "apiKey") request.headers.set(scheme.header, value);
      if (scheme.type === "bearer") request.headers.set("authorization", `Bearer ${value}`);
    }
    if (scheme.type === "hmac") signatures.push(scheme);
    else if (scheme.type !== "apiKey" && scheme.type !== "bearer") {
      if (place === undefined) throw new TypeError("This client cannot place its credentials.");
      place(request, scheme, values);
    }
  }
  if (signatures.length === 0) return;
  if (sign === undefined) throw new TypeError("This client cannot sign.");
  await sign(request, signatures, { title, credentials: values, emptyBodyHash });
}

/** Returns the names of the credentials that a scheme needs. */
export function credentialsOf(scheme: SecurityScheme): readonly string[] {
  if (scheme.type === "basic") return [scheme.username, scheme.password];
  if (scheme.type !== "hmac") return [scheme.credential];
  const { credential, message } = scheme.hmac;
  return [credential, ...(message.join().match(/(?<=\{credential:)[^{}]+/g) ?? [])];
}

/**
 * Returns the schemes of an operation's security requirement: of the alternatives the first that is
 * complete, never a mixture; none where credentials are optional and not there.
 *
 * @throws CredentialError `credential_missing` when none is.
 */
export function chooseSchemes(
  { title, securitySchemes }: Provider,
  { security }: Operation,
  credentials: Credentials,
): readonly ChosenScheme[] {
  const missing: string[][] = [];
  // An empty alternative means that credentials may be left out, wherever it stands.
  const needed = security.filter((names) => names.length > 0);
  for (const names of needed) {
    const schemes = names
      .flatMap((name) => securitySchemes[name] ?? [])
      .map((scheme) => ({ scheme, options: credentialsOf(scheme) }));
    const lacking = schemes
      .flatMap(({ options }) => options)
      .filter((name) => credentials[name] === undefined);
    if (lacking.length === 0) return schemes;
    missing.push(lacking);
  }
  const [[option] = []] = missing;
  if (option === undefined || needed.length < security.length) return [];
  const choices = missing.map((names) => names.map((name) => `\`${name}\``).join(" and "));
  throw new CredentialError("credential_missing", {
    message: `${title}: this operation needs the option ${choices.join(", or ")}.`,
    option,
  });
}
