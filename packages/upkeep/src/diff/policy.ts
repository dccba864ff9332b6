import type { Rating } from "./rating.ts";

/** A row of the policy: a kind of change, its rating and the reason for it. */
export interface PolicyRow {
  readonly kind: string;
  readonly rating: Rating;
  /** For maintainers. */
  readonly reason: string;
  /** For users: what to do about it; absent if there is nothing to do. */
  readonly adapt?: string;
}

/**
 * The versioning policy for packages of types: every kind of change that a comparison of documents distinguishes. It is
 * breaking to remove a name, to require more or to promise less. A response that promises more is not breaking. Decision
 * record 0006 explains why, and a test covers each row.
 */
export const POLICY = [
  // Operations
  {
    kind: "provider-added",
    rating: "minor",
    reason: "Nothing existed that could break.",
  },
  {
    kind: "operation-added",
    rating: "minor",
    reason: "A new name breaks no calls.",
  },
  {
    kind: "operation-removed",
    rating: "major",
    reason: "Calls to it no longer compile.",
    adapt:
      "Remove the calls, or stay on the previous version for as long as the provider serves them.",
  },
  {
    kind: "operation-renamed",
    rating: "major",
    reason: "Harmless on the wire, but the method has another name.",
    adapt: "Call the method by its new name.",
  },
  {
    kind: "operation-moved",
    rating: "major",
    reason: "Calls by path no longer compile. Calls by name still work.",
    adapt: "Change the calls by path. Calls by name need no change.",
  },
  {
    kind: "operation-deprecated",
    rating: "minor",
    reason: "Editors strike it through, and semantic versioning requires a minor version.",
  },
  {
    kind: "operation-undeprecated",
    rating: "patch",
    reason: "Only the documentation changes.",
  },
  // Parameters
  {
    kind: "parameter-added",
    rating: "minor",
    reason: "It is optional.",
  },
  {
    kind: "parameter-added-required",
    rating: "major",
    reason: "Calls without it no longer compile.",
    adapt: "Pass the parameter in every call.",
  },
  {
    kind: "parameter-removed",
    rating: "major",
    reason: "Calls that pass it no longer compile.",
    adapt: "Omit the parameter.",
  },
  {
    kind: "parameter-renamed",
    rating: "major",
    reason: "Calls no longer compile, even though a path parameter's name never reaches the wire.",
    adapt: "Pass the parameter by its new name, also in calls by path.",
  },
  {
    kind: "parameter-now-required",
    rating: "major",
    reason: "Calls without it no longer compile.",
    adapt: "Pass the parameter in every call.",
  },
  {
    kind: "parameter-now-optional",
    rating: "minor",
    reason: "Calls that pass it still compile.",
  },
  {
    kind: "parameter-serialization-changed",
    rating: "patch",
    reason: "The client serializes it, so calls stay the same.",
  },
  // Bodies and responses
  {
    kind: "body-added",
    rating: "minor",
    reason: "It is optional.",
  },
  {
    kind: "body-added-required",
    rating: "major",
    reason: "Calls without a body no longer compile.",
    adapt: "Pass a body in every call.",
  },
  {
    kind: "body-removed",
    rating: "major",
    reason: "Calls with a body no longer compile.",
    adapt: "Omit the body.",
  },
  {
    kind: "body-now-required",
    rating: "major",
    reason: "Calls without a body no longer compile.",
    adapt: "Pass a body in every call.",
  },
  {
    kind: "body-now-optional",
    rating: "minor",
    reason: "Calls with a body still compile.",
  },
  {
    kind: "body-media-type-added",
    rating: "minor",
    reason: "Bodies of the other types are still accepted.",
  },
  {
    kind: "body-media-type-removed",
    rating: "major",
    reason: "Bodies of that type no longer compile.",
    adapt: "Send the body as one of the remaining media types.",
  },
  {
    kind: "success-response-added",
    rating: "major",
    reason: "The type of a call's result gains a member that code does not expect.",
    adapt: "Handle the new response too.",
  },
  {
    kind: "error-response-added",
    rating: "minor",
    reason: "Undocumented errors can always occur.",
  },
  {
    kind: "response-removed",
    rating: "major",
    reason: "Types that refer to the response no longer compile.",
    adapt: "Remove the code that refers to this response.",
  },
  {
    kind: "response-header-added",
    rating: "minor",
    reason: "It can be ignored.",
  },
  {
    kind: "response-header-removed",
    rating: "major",
    reason: "The response promises less, and a name disappears from the types.",
    adapt: "Do not rely on the header.",
  },
  // What callers send
  {
    kind: "response-header-now-optional",
    rating: "major",
    reason: "Code that reads the header no longer compiles.",
    adapt: "Handle responses without the header.",
  },
  {
    kind: "response-header-now-required",
    rating: "minor",
    reason: "A response promises more.",
  },
  {
    kind: "request-property-added",
    rating: "minor",
    reason: "It is optional.",
  },
  {
    kind: "request-property-added-required",
    rating: "major",
    reason: "Requests without it no longer compile.",
    adapt: "Pass the property in every request.",
  },
  {
    kind: "request-property-removed",
    rating: "major",
    reason: "Requests that pass it no longer compile.",
    adapt: "Omit the property.",
  },
  {
    kind: "request-property-renamed",
    rating: "major",
    reason: "Requests that use the old name no longer compile.",
    adapt: "Pass the property by its new name.",
  },
  {
    kind: "request-property-now-required",
    rating: "major",
    reason: "Requests without it no longer compile.",
    adapt: "Pass the property in every request.",
  },
  {
    kind: "request-property-now-optional",
    rating: "minor",
    reason: "Requests that pass it still compile.",
  },
  {
    kind: "request-type-widened",
    rating: "minor",
    reason: "Everything that was accepted still is.",
  },
  {
    kind: "request-type-narrowed",
    rating: "major",
    reason: "Some values that were accepted no longer compile.",
    adapt: "Pass only values of the new type.",
  },
  {
    kind: "request-type-changed",
    rating: "major",
    reason: "Values that were accepted no longer compile.",
    adapt: "Pass a value of the new type.",
  },
  {
    kind: "request-value-added",
    rating: "minor",
    reason: "A closed list that callers choose from has one more value.",
  },
  {
    kind: "request-value-removed",
    rating: "major",
    reason: "Requests with that value no longer compile.",
    adapt: "Choose another value.",
  },
  {
    kind: "request-known-value-added",
    rating: "minor",
    reason: "The list is open, so editors just suggest one more value.",
  },
  {
    kind: "request-known-value-removed",
    rating: "minor",
    reason: "The list is open, so any string still compiles.",
  },
  {
    kind: "request-values-opened",
    rating: "minor",
    reason: "Every value that was accepted still is.",
  },
  {
    kind: "request-values-closed",
    rating: "major",
    reason: "Values outside the list no longer compile.",
    adapt: "Pass one of the listed values.",
  },
  {
    kind: "request-member-added",
    rating: "minor",
    reason: "Everything that was accepted still is.",
  },
  {
    kind: "request-member-removed",
    rating: "major",
    reason: "Requests of that shape no longer compile.",
    adapt: "Pass one of the remaining shapes.",
  },
  {
    kind: "request-keys-opened",
    rating: "minor",
    reason: "Everything that was accepted still is.",
  },
  {
    kind: "request-keys-closed",
    rating: "major",
    reason: "Requests with additional properties no longer compile.",
    adapt: "Pass only properties that the type declares.",
  },
  {
    kind: "request-constraint-changed",
    rating: "minor",
    reason:
      "Types do not express it, so no code breaks. The provider enforces it for every version of the client, so users should know about it.",
  },
  // What callers receive
  {
    kind: "response-property-added",
    rating: "minor",
    reason: "Code that reads a response does not notice it.",
  },
  {
    kind: "response-property-added-required",
    rating: "minor",
    reason: "A stricter response is not breaking: it promises more.",
  },
  {
    kind: "response-property-removed",
    rating: "major",
    reason: "Code that reads it no longer compiles.",
    adapt: "Do not read the property.",
  },
  {
    kind: "response-property-renamed",
    rating: "major",
    reason: "Code that reads the old name no longer compiles.",
    adapt: "Read the property by its new name.",
  },
  {
    kind: "response-property-now-required",
    rating: "minor",
    reason: "A stricter response is not breaking: it promises more.",
  },
  {
    kind: "response-property-now-optional",
    rating: "major",
    reason: "Code that relies on it no longer compiles.",
    adapt: "Handle its absence.",
  },
  {
    kind: "response-type-widened",
    rating: "major",
    reason: "Code receives values that it does not expect.",
    adapt: "Handle the values that the new type adds.",
  },
  {
    kind: "response-type-narrowed",
    rating: "minor",
    reason: "A stricter response is not breaking: code already expects every value.",
  },
  {
    kind: "response-type-changed",
    rating: "major",
    reason: "Code receives values that it does not expect.",
    adapt: "Read a value of the new type.",
  },
  {
    kind: "response-value-added",
    rating: "major",
    reason: "The list is closed, so a switch over it was exhaustive. Lists that may grow are open.",
    adapt: "Handle the new value.",
  },
  {
    kind: "response-value-removed",
    rating: "minor",
    reason:
      "A stricter response is not breaking. Where code compares with the value, the compiler reports that the comparison is never true.",
  },
  {
    kind: "response-known-value-added",
    rating: "minor",
    reason: "The list is open, so code already handles unknown values.",
  },
  {
    kind: "response-known-value-removed",
    rating: "minor",
    reason: "The list is open, so comparisons with the value still compile.",
  },
  {
    kind: "response-values-opened",
    rating: "major",
    reason: "Code receives values outside the list.",
    adapt: "Handle values that are not listed.",
  },
  {
    kind: "response-values-closed",
    rating: "minor",
    reason: "A stricter response is not breaking.",
  },
  {
    kind: "response-member-added",
    rating: "major",
    reason: "Code receives a shape that it does not expect.",
    adapt: "Handle the new shape.",
  },
  {
    kind: "response-member-removed",
    rating: "minor",
    reason: "A stricter response is not breaking.",
  },
  {
    kind: "response-keys-opened",
    rating: "minor",
    reason: "Code that reads declared properties does not notice additional ones.",
  },
  {
    kind: "response-keys-closed",
    rating: "major",
    reason: "Code that reads additional properties no longer compiles.",
    adapt: "Read only properties that the type declares.",
  },
  {
    kind: "response-constraint-changed",
    rating: "patch",
    reason: "Types do not express it, so only the documentation changes.",
  },
  {
    kind: "number-kind-changed",
    rating: "patch",
    reason: "integer and number are the same type in TypeScript.",
  },
  // Names of types
  {
    kind: "schema-added",
    rating: "minor",
    reason: "A new name breaks nothing.",
  },
  {
    kind: "schema-removed",
    rating: "major",
    reason: "Imports of the type no longer compile.",
    adapt: "Use another type, or write your own.",
  },
  {
    kind: "component-removed",
    rating: "major",
    reason: "Its type is exported, and code that names it no longer compiles.",
    adapt: "Name the type of the operation's parameter, body or response instead.",
  },
  {
    kind: "schema-renamed",
    rating: "major",
    reason: "Harmless on the wire, but the type has another name.",
    adapt: "Use the type by its new name.",
  },
  // How a client is created
  {
    kind: "credential-added",
    rating: "minor",
    reason: "It is optional.",
  },
  {
    kind: "credential-added-required",
    rating: "major",
    reason: "Code that creates a client without it no longer compiles.",
    adapt: "Pass the option when you create the client.",
  },
  {
    kind: "credential-removed",
    rating: "major",
    reason: "Code that creates a client with it no longer compiles.",
    adapt: "Omit the option.",
  },
  {
    kind: "credential-renamed",
    rating: "major",
    reason: "Harmless on the wire, but the option has another name.",
    adapt: "Pass the option by its new name.",
  },
  {
    kind: "credential-now-required",
    rating: "major",
    reason: "Code that creates a client without it no longer compiles.",
    adapt: "Pass the option when you create the client.",
  },
  {
    kind: "credential-now-optional",
    rating: "minor",
    reason: "Code that creates a client with it still compiles.",
  },
  {
    kind: "environment-added",
    rating: "minor",
    reason: "A new name breaks no clients.",
  },
  {
    kind: "environment-removed",
    rating: "major",
    reason: "Code that creates a client for the environment no longer compiles.",
    adapt: "Choose another environment, or pass its URL as `baseUrl`.",
  },
  {
    kind: "environment-renamed",
    rating: "major",
    reason: "Harmless on the wire, but the environment has another name.",
    adapt: "Choose the environment by its new name.",
  },
  {
    kind: "environment-now-necessary",
    rating: "major",
    reason:
      "With several environments there is no default (record 0004), so code that creates a client without one no longer compiles.",
    adapt: "Pass `environment` when you create the client.",
  },
  {
    kind: "environment-url-changed",
    rating: "minor",
    reason: "The client uses the new URL, but firewall rules may not allow it yet.",
    adapt: "Allow the new URL where outgoing traffic is restricted.",
  },
  {
    kind: "server-variable-added",
    rating: "minor",
    reason: "It is optional.",
  },
  {
    kind: "server-variable-added-required",
    rating: "major",
    reason:
      "There is no default for where data goes (record 0022), so code that creates a client without it no longer compiles.",
    adapt: "Pass the option when you create the client.",
  },
  {
    kind: "server-variable-removed",
    rating: "major",
    reason: "Code that creates a client with it no longer compiles.",
    adapt: "Omit the option.",
  },
  {
    kind: "server-variable-now-required",
    rating: "major",
    reason: "Code that creates a client without it no longer compiles.",
    adapt: "Pass the option when you create the client.",
  },
  {
    kind: "server-variable-now-optional",
    rating: "minor",
    reason: "Code that creates a client with it still compiles.",
  },
  {
    kind: "server-variable-default-changed",
    rating: "minor",
    reason: "The client uses another URL, and the provider may behave differently.",
    adapt: "Pass the option if you need the previous value.",
  },
  {
    kind: "server-variable-value-added",
    rating: "minor",
    reason: "The known values still compile.",
  },
  {
    kind: "server-variable-value-removed",
    rating: "major",
    reason: "Code that creates a client with the value no longer compiles, or throws.",
    adapt: "Choose another value, or pass the URL as `baseUrl`.",
  },
  {
    kind: "operation-server-changed",
    rating: "minor",
    reason: "The client uses the new URL, but firewall rules may not allow it yet.",
    adapt: "Allow the new URL where outgoing traffic is restricted.",
  },
  {
    kind: "security-requirement-changed",
    rating: "major",
    reason: "The provider rejects clients that have only the previous credentials.",
    adapt: "Pass the credentials that the operation now requires.",
  },
  {
    kind: "security-scheme-changed",
    rating: "major",
    reason: "Users who set the header without the facade have to set another one.",
    adapt:
      "If you set the header yourself, set the new one. Clients of `countersign` need no change.",
  },
  {
    kind: "signing-changed",
    rating: "patch",
    reason: "The client signs requests, so calls stay the same.",
  },
  {
    kind: "default-header-changed",
    rating: "minor",
    reason: "The client sends another value, and the provider may behave differently.",
  },
  // Webhooks
  {
    kind: "event-added",
    rating: "minor",
    reason: "The union of events has a branch for events that a version does not know.",
  },
  {
    kind: "event-removed",
    rating: "major",
    reason: "Code that names the event no longer compiles.",
    adapt: "Remove the code that handles this event.",
  },
  {
    kind: "event-renamed",
    rating: "major",
    reason: "Code that names the event no longer compiles.",
    adapt: "Handle the event by its new name.",
  },
  {
    kind: "payload-now-optional",
    rating: "major",
    reason: "Code that reads the raw type of the delivery no longer compiles.",
    adapt: "Handle deliveries without a body.",
  },
  {
    kind: "webhook-verification-changed",
    rating: "patch",
    reason: "The client verifies deliveries, so handlers stay the same.",
  },
  // How operations behave in a client
  {
    kind: "pagination-added",
    rating: "minor",
    reason: "The method gains a capability.",
  },
  {
    kind: "pagination-removed",
    rating: "major",
    reason: "Code that iterates over pages no longer compiles.",
    adapt: "Request each page yourself.",
  },
  {
    kind: "pagination-changed",
    rating: "patch",
    reason: "The client requests the pages, so code that iterates over them stays the same.",
  },
  {
    kind: "idempotency-changed",
    rating: "minor",
    reason: "The client retries different requests than before.",
  },
  // The rest
  {
    kind: "documentation-changed",
    rating: "patch",
    reason: "Hover text, examples and the README's table are part of the package.",
  },
  {
    kind: "details-changed",
    rating: "patch",
    reason: "The document is part of the package, but names and types stay the same.",
  },
  {
    kind: "unseen-changed",
    rating: "none",
    reason: "Tags and extensions that we do not read never reach users of a client.",
  },
  {
    kind: "wire-unexplained",
    rating: "major",
    reason:
      "Anything that Redocly considers breaking and no other row explains is breaking until a row says otherwise.",
    adapt: "Compare with the provider's documentation before you upgrade.",
  },
] as const;

/** A kind of change in the policy. */
export type Kind = (typeof POLICY)[number]["kind"];

const ROWS: ReadonlyMap<string, PolicyRow> = new Map(POLICY.map((row) => [row.kind, row]));

/** Returns the policy's row for a kind of change. */
export function policyOf(kind: Kind): PolicyRow {
  const row = ROWS.get(kind);
  if (row === undefined) throw new Error(`the policy has no row for ${kind}`);
  return row;
}
