import { childPointer } from "@countersign/spec/json";
import { type CredentialModel, exampleUrl, type Model } from "@countersign/spec/model";
import { canonical } from "./canonical.ts";
import type { Changes } from "./change.ts";
import { compareServerVariables } from "./compare-server-variables.ts";

interface Models {
  readonly before: Model;
  readonly after: Model;
}

/** Units that a change of credentials explains. */
export const CREDENTIAL_UNITS: readonly string[] = ["#/components/securitySchemes", "#/security"];

/** Adds the differences in how clients are created: credentials, environments, headers, signatures. */
export function compareSurface(models: Models, changes: Changes): void {
  compareCredentials(models, changes);
  compareEnvironments(models, changes);
  compareServerVariables(models, changes);
  compareDefaultHeaders(models, changes);
  compareHeaderValues(models, changes);
  compareSigning(models, changes);
  compareVerification(models, changes);
}

function compareCredentials({ before, after }: Models, changes: Changes): void {
  const [old, now] = [named(before.credentials), named(after.credentials)];
  const removed = before.credentials.filter(({ name }) => !now.has(name));
  const added = after.credentials.filter(({ name }) => !old.has(name));
  const renames = uniquePairs(removed, added, useOf);
  const location = { units: CREDENTIAL_UNITS, pointer: "#/components/securitySchemes" };
  for (const was of removed) {
    const other = renames.get(was);
    const called = `The client option \`${was.name}\``;
    if (other === undefined) {
      changes.add("credential-removed", { ...location, message: `${called} was removed.` });
    } else {
      const message = `${called} is now called \`${other.name}\`.`;
      changes.add("credential-renamed", { ...location, message });
    }
  }
  const isNewName = new Set(renames.values());
  for (const is of added.filter((each) => !isNewName.has(each))) {
    const kind = is.required ? "credential-added-required" : "credential-added";
    const text = is.required ? "is new and required" : "is new";
    changes.add(kind, { ...location, message: `The client option \`${is.name}\` ${text}.` });
  }
  for (const was of before.credentials) {
    const is = now.get(renames.get(was)?.name ?? was.name);
    if (is === undefined || is.required === was.required) continue;
    const kind = is.required ? "credential-now-required" : "credential-now-optional";
    const text = is.required ? "is now required" : "is now optional";
    changes.add(kind, { ...location, message: `The client option \`${is.name}\` ${text}.` });
  }
}

/** Credentials with the same use are the same, whatever their names. */
function useOf({ use }: CredentialModel): string {
  return use;
}

function compareEnvironments({ before, after }: Models, changes: Changes): void {
  const environments = ({ servers }: Model) => new Map(servers.map((it) => [it.environment, it]));
  const [old, now] = [environments(before), environments(after)];
  const removed = before.servers.filter(({ environment }) => !now.has(environment));
  const added = after.servers.filter(({ environment }) => !old.has(environment));
  const renames = uniquePairs(removed, added, ({ url }) => url);
  const location = { units: ["#/servers"], pointer: "#/servers" };
  for (const was of removed) {
    const other = renames.get(was);
    const called = `The environment \`${was.environment}\``;
    if (other === undefined) {
      changes.add("environment-removed", { ...location, message: `${called} was removed.` });
    } else {
      const message = `${called} is now called \`${other.environment}\`.`;
      changes.add("environment-renamed", { ...location, message });
    }
  }
  const isNewName = new Set(renames.values());
  for (const { environment, url } of added.filter((each) => !isNewName.has(each))) {
    const message = `The environment \`${environment}\` is new: \`${url}\`.`;
    changes.add("environment-added", { ...location, message });
  }
  for (const [environment, is] of now) {
    const was = old.get(environment);
    const { url } = is;
    // What has become a choice, or no longer is one, is a change of the client's options.
    if (was === undefined || was.url === url || exampleUrl(was) === exampleUrl(is)) continue;
    const message = `The URL of the environment \`${environment}\` is now \`${url}\`; it was \`${was.url}\`.`;
    changes.add("environment-url-changed", { ...location, message });
  }
  if (before.servers.length === 1 && after.servers.length > 1) {
    const message = `Clients must now choose one of ${after.servers.length} environments.`;
    changes.add("environment-now-necessary", { ...location, message });
  }
}

function compareDefaultHeaders({ before, after }: Models, changes: Changes): void {
  const [old, now] = [
    new Map(Object.entries(before.defaultHeaders)),
    new Map(Object.entries(after.defaultHeaders)),
  ];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)];
    if (was === is) continue;
    const text = is === undefined ? "no longer sent by default" : `now \`${is}\` by default`;
    const message = `The header \`${name}\` is ${text}${was === undefined ? "" : `; it was \`${was}\``}.`;
    changes.add("default-header-changed", {
      units: ["default headers"],
      pointer: "#/paths",
      message,
    });
  }
}

function compareHeaderValues({ before, after }: Models, changes: Changes): void {
  const old = named(before.securitySchemes);
  for (const is of after.securitySchemes) {
    const was = old.get(is.name);
    if (was?.kind !== "apiKey" || is.kind !== "apiKey" || was.value === is.value) continue;
    const pointer = ["components", "securitySchemes", is.name].reduce(childPointer, "#/");
    const value = `\`${is.header}: ${is.value ?? "{credential}"}\``;
    const message = `Credentials of the security scheme \`${is.name}\` are now sent as ${value}.`;
    changes.add("security-scheme-changed", { units: CREDENTIAL_UNITS, pointer, message });
  }
}

function compareSigning({ before, after }: Models, changes: Changes): void {
  const old = named(before.securitySchemes);
  for (const is of after.securitySchemes) {
    const was = old.get(is.name);
    if (was?.kind !== "hmac" || is.kind !== "hmac") continue;
    // The name of the credential does not affect the signature.
    if (signature(was.hmac) === signature(is.hmac)) continue;
    const pointer = ["components", "securitySchemes", is.name].reduce(childPointer, "#/");
    const message = `Requests that use \`${is.name}\` are now signed differently.`;
    changes.add("signing-changed", { units: ["#/components/securitySchemes"], pointer, message });
  }
}

function signature(hmac: { readonly credential: string }): string {
  return canonical({ ...hmac, credential: "" }, "all");
}

function compareVerification({ before, after }: Models, changes: Changes): void {
  if (canonical(before.webhooks, "all") === canonical(after.webhooks, "all")) return;
  changes.add("webhook-verification-changed", {
    units: ["webhook verification"],
    pointer: "#/x-countersign-webhooks",
    message: "Webhooks are now verified and parsed differently.",
  });
}

function named<T extends { readonly name: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}

/** Returns the pairs of removed and added items that share a key with no other item. */
function uniquePairs<T>(
  removed: readonly T[],
  added: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<T, T> {
  const found = new Map<T, T>();
  for (const was of removed) {
    const [match, ...more] = added.filter((is) => key(is) === key(was));
    const isClear =
      more.length === 0 && removed.filter((other) => key(other) === key(was)).length === 1;
    if (match !== undefined && isClear) found.set(was, match);
  }
  return found;
}
