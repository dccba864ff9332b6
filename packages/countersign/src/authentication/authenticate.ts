import {
  assertCredential,
  type CredentialSource,
  callSource,
  credentialValue,
} from "../credentials/credentials.ts";
import { CredentialError } from "../errors/errors.ts";
import { needed } from "../provider-table/needed.ts";
import { own } from "../provider-table/own.ts";
import type { Operation, Provider, SecurityScheme } from "../provider-table/provider.ts";
import type { HmacScheme, SigningKeys, SignRequest } from "../signing/sign-request.ts";
import type { SigningClock } from "../signing/signing-clock.ts";
import type { SignableRequest } from "../signing/signing-input.ts";
import type { PlaceCredential } from "./place-credential.ts";

/** A client's credentials by option name. */
export type Credentials = Readonly<Record<string, CredentialSource | undefined>>;

/** A function that returns a client's credentials together. */
export type AllCredentials = () => Credentials | Promise<Credentials>;

/** A security scheme chosen for a request. */
interface ChosenScheme {
  readonly scheme: SecurityScheme;
  /** Names of the credentials that it requires. */
  readonly options: readonly string[];
}

/** How a client authenticates. */
export interface AuthenticatorOptions {
  readonly credentials: Credentials | AllCredentials;
  /** Signs a request; undefined if the provider requires no signature. */
  readonly signRequest?: SignRequest | undefined;
  /** Sends credentials that have no header of their own; undefined if there are none. */
  readonly placeCredential?: PlaceCredential | undefined;
  /** What to sign as the body hash of an empty body. Default: as the provider's table declares. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
  /** Source of timestamps and nonces. Default: the platform. */
  readonly clock?: SigningClock | undefined;
}

/**
 * Authenticates a request whose other headers and body are final; signatures come last. Call it for every
 * attempt: each needs its own timestamp, nonce and signature.
 *
 * It throws a CredentialError `credential_missing` if the operation's requirements cannot be met, and whatever
 * `credentialValue` and signing throw.
 */
export type Authenticate = (request: SignableRequest, operation: Operation) => Promise<void>;

/** Returns a function that authenticates a client's requests. */
export function createAuthenticator(
  provider: Provider,
  { credentials, signRequest, placeCredential, emptyBodyHash, clock }: AuthenticatorOptions,
): Authenticate {
  const { title } = provider;
  // A client's set of credentials does not change, so each operation's schemes are chosen once.
  const chosen = new Map<Operation, readonly ChosenScheme[]>();
  const keys: SigningKeys = new Map();
  return async (request, operation) => {
    let given = credentials;
    if (typeof given === "function") {
      if (operation.security.flat().length === 0) return;
      // Called once per request, so that credentials of two rotations never meet.
      given = own(await callSource(given, { title, option: "credentials" }));
      chosen.clear();
    }
    const schemes = chosen.get(operation) ?? chooseSchemes(provider, operation, given);
    chosen.set(operation, schemes);
    const values = new Map<string, string>();
    const signatures: HmacScheme[] = [];
    for (const { scheme, options } of schemes) {
      const isSent = scheme.type !== "hmac";
      for (const option of options) {
        // A credential of two schemes is read once, and checked for both uses.
        const source = values.get(option) ?? given[option];
        values.set(option, await credentialValue(source, { option, title, isSent }));
      }
      if (scheme.type === "apiKey") {
        request.headers.set(scheme.header, values.get(scheme.credential) ?? "");
      } else if (scheme.type === "bearer") {
        request.headers.set("authorization", `Bearer ${values.get(scheme.credential)}`);
      } else if (scheme.type === "hmac") signatures.push(scheme);
      else needed(placeCredential)(request, scheme, values);
    }
    if (signatures.length === 0) return;
    await needed(signRequest)(request, signatures, {
      title,
      credentials: values,
      emptyBodyHash,
      clock,
      keys,
      operation,
    });
  };
}

/**
 * Returns a client's credentials from its options.
 *
 * @throws CredentialError if a credential passed as a string cannot be used, or one that every call needs is missing.
 */
export function toCredentials(provider: Provider, options: object): Credentials | AllCredentials {
  const { title, securitySchemes, requiredCredentials } = provider;
  const given: Record<string, unknown> = own({ ...options });
  if (isFunction<Credentials>(given.credentials)) return given.credentials;
  for (const scheme of Object.values(securitySchemes)) {
    for (const option of credentialsOf(scheme)) {
      const source = given[option];
      if (isFunction(source) || (source === undefined && !requiredCredentials.includes(option))) {
        continue;
      }
      assertCredential(source, { option, title, isSent: scheme.type !== "hmac" });
    }
  }
  // Every option that a scheme names has been checked; no other is read.
  return given as Credentials;
}

function isFunction<T>(value: unknown): value is () => T | Promise<T> {
  return typeof value === "function";
}

/** Returns the names of the credentials that a scheme requires. */
export function credentialsOf(scheme: SecurityScheme): readonly string[] {
  if (scheme.type === "basic") return [scheme.username, scheme.password];
  if (scheme.type !== "hmac") return [scheme.credential];
  const { credential, message } = scheme.hmac;
  return [credential, ...(message.join().match(/(?<=\{credential:)[^{}]+/g) ?? [])];
}

/**
 * Returns the schemes of the first alternative whose credentials are all present; alternatives are never mixed.
 * Returns none if credentials are optional and no alternative is complete.
 *
 * @throws CredentialError `credential_missing` if credentials are required and no alternative is complete.
 */
function chooseSchemes(
  { title, securitySchemes }: Provider,
  { security }: Operation,
  credentials: Credentials,
): readonly ChosenScheme[] {
  const missing: string[][] = [];
  // An empty alternative, at any position, makes credentials optional.
  const required = security.filter((names) => names.length > 0);
  for (const names of required) {
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
  if (option === undefined || required.length < security.length) return [];
  const choices = missing.map((names) => names.map((name) => `\`${name}\``).join(" and "));
  throw new CredentialError("credential_missing", {
    message: `${title}: this operation lacks credentials; set ${[...new Set(choices)].join(", or ")}.`,
    option,
  });
}
