import {
  assertCredential,
  type CredentialSource,
  credentialValue,
} from "../credentials/credentials.ts";
import { CredentialError } from "../errors/errors.ts";
import type { Operation, Provider, SecurityScheme } from "../provider-table/provider.ts";
import type { HmacScheme, SigningKeys, SignRequest } from "../signing/sign-request.ts";
import type { SignableRequest } from "../signing/signing-input.ts";
import type { OpenRequest, PlaceCredential } from "./place-credential.ts";

/** A client's credentials by the name of their option. */
export type Credentials = Readonly<Record<string, CredentialSource | undefined>>;

/** A security scheme that a request meets. */
interface ChosenScheme {
  readonly scheme: SecurityScheme;
  /** Names of the credentials that it needs. */
  readonly options: readonly string[];
}

/** How a client authenticates. */
export interface AuthenticatorOptions {
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
 * It throws a CredentialError `credential_missing` when the operation's requirements cannot be met, and what
 * `credentialValue` and the signature throw.
 */
export type Authenticate = (
  request: SignableRequest & OpenRequest,
  operation: Operation,
) => Promise<void>;

/** Returns what authenticates the requests of a client. */
export function createAuthenticator(
  provider: Provider,
  { credentials, sign, place, emptyBodyHash }: AuthenticatorOptions,
): Authenticate {
  const { title } = provider;
  // Which credentials there are does not change, so that the choice is made once for each operation.
  const chosen = new Map<Operation, readonly ChosenScheme[]>();
  const keys: SigningKeys = new Map();
  return async (request, operation) => {
    const schemes = chosen.get(operation) ?? chooseSchemes(provider, operation, credentials);
    chosen.set(operation, schemes);
    const values = new Map<string, string>();
    const signatures: HmacScheme[] = [];
    for (const { scheme, options } of schemes) {
      const isSent = scheme.type !== "hmac";
      for (const option of options) {
        // One that two schemes need is asked for once, and checked for both uses.
        const source = values.get(option) ?? credentials[option];
        values.set(option, await credentialValue(source, { option, title, isSent }));
      }
      if (scheme.type === "apiKey") {
        request.headers.set(scheme.header, values.get(scheme.credential) ?? "");
      } else if (scheme.type === "bearer") {
        request.headers.set("authorization", `Bearer ${values.get(scheme.credential)}`);
      } else if (scheme.type === "hmac") signatures.push(scheme);
      else if (place === undefined)
        throw new TypeError("This client cannot place its credentials.");
      else place(request, scheme, values);
    }
    if (signatures.length === 0) return;
    if (sign === undefined) throw new TypeError("This client cannot sign.");
    await sign(request, signatures, { title, credentials: values, emptyBodyHash, keys });
  };
}

/**
 * Returns a client's credentials of the options that its caller gives.
 *
 * @throws CredentialError when one given as a value cannot be used, or one that every call needs is missing.
 */
export function toCredentials(provider: Provider, options: object): Credentials {
  const { title, securitySchemes, requiredCredentials } = provider;
  const given = new Map<string, unknown>(Object.entries(options));
  // Without a prototype: nothing that an object inherits is a credential.
  const credentials: Record<string, CredentialSource | undefined> = Object.create(null);
  for (const scheme of Object.values(securitySchemes)) {
    for (const option of credentialsOf(scheme)) {
      const source = given.get(option);
      if (isFunction(source)) credentials[option] = source;
      else if (source !== undefined || requiredCredentials.includes(option)) {
        assertCredential(source, { option, title, isSent: scheme.type !== "hmac" });
        credentials[option] = source;
      }
    }
  }
  return credentials;
}

function isFunction(value: unknown): value is () => string | Promise<string> {
  return typeof value === "function";
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
function chooseSchemes(
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
    message: `${title}: this operation needs the option ${[...new Set(choices)].join(", or ")}.`,
    option,
  });
}
