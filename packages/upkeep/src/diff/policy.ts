import type { Rating } from "./rating.ts";

/** One row of the policy: a kind of change, its rating, and why. */
export interface PolicyRow {
  readonly kind: string;
  readonly rating: Rating;
  /** For maintainers. */
  readonly reason: string;
  /** For users: what they do about it; absent where there is nothing to do. */
  readonly adapt?: string;
}

/**
 * The versioning policy for packages of types: every kind of change that a comparison of documents tells
 * apart. A name that disappears is breaking, and so is asking for more or promising less; a response that
 * promises more is not. The decision record 0006 explains it; a test has a case for each row.
 */
export const POLICY = [
  // Operations
  {
    kind: "provider-added",
    rating: "minor",
    reason: "There was nothing that could break.",
  },
  {
    kind: "operation-added",
    rating: "minor",
    reason: "A new name breaks no call.",
  },
  {
    kind: "operation-removed",
    rating: "major",
    reason: "Calls of it no longer compile.",
    adapt:
      "Remove the calls, or keep the previous version for as long as the provider serves them.",
  },
  {
    kind: "operation-renamed",
    rating: "major",
    reason: "Harmless on the wire; the method has another name.",
    adapt: "Call the method by its new name.",
  },
  {
    kind: "operation-moved",
    rating: "major",
    reason: "Calls by path no longer compile; calls by name follow.",
    adapt: "Change the calls by path; calls by name need nothing.",
  },
  {
    kind: "operation-deprecated",
    rating: "minor",
    reason: "Editors strike it through; semantic versioning asks for a minor version.",
  },
  {
    kind: "operation-undeprecated",
    rating: "patch",
    reason: "Only the documentation says so.",
  },
  // Parameters
  {
    kind: "parameter-added",
    rating: "minor",
    reason: "It may be left out.",
  },
  {
    kind: "parameter-added-required",
    rating: "major",
    reason: "Calls without it no longer compile.",
    adapt: "Give the parameter in every call.",
  },
  {
    kind: "parameter-removed",
    rating: "major",
    reason: "Calls that give it no longer compile.",
    adapt: "Leave the parameter out.",
  },
  {
    kind: "parameter-renamed",
    rating: "major",
    reason: "Harmless on the wire where it is a path parameter; calls no longer compile.",
    adapt: "Give the parameter under its new name, also in calls by path.",
  },
  {
    kind: "parameter-now-required",
    rating: "major",
    reason: "Calls without it no longer compile.",
    adapt: "Give the parameter in every call.",
  },
  {
    kind: "parameter-now-optional",
    rating: "minor",
    reason: "Calls that give it still compile.",
  },
  {
    kind: "parameter-serialization-changed",
    rating: "patch",
    reason: "The client writes it; calls stay as they are.",
  },
  // Bodies and answers
  {
    kind: "body-added",
    rating: "minor",
    reason: "It may be left out.",
  },
  {
    kind: "body-added-required",
    rating: "major",
    reason: "Calls without a body no longer compile.",
    adapt: "Give a body in every call.",
  },
  {
    kind: "body-removed",
    rating: "major",
    reason: "Calls with a body no longer compile.",
    adapt: "Leave the body out.",
  },
  {
    kind: "body-now-required",
    rating: "major",
    reason: "Calls without a body no longer compile.",
    adapt: "Give a body in every call.",
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
    adapt: "Send the body as one of the media types that are left.",
  },
  {
    kind: "success-answer-added",
    rating: "major",
    reason: "The type of a call's result gains a member that code does not expect.",
    adapt: "Handle the new answer, too.",
  },
  {
    kind: "error-answer-added",
    rating: "minor",
    reason: "Errors beyond those listed can always arrive.",
  },
  {
    kind: "answer-removed",
    rating: "major",
    reason: "Types that name the answer no longer compile.",
    adapt: "Remove what names this answer.",
  },
  {
    kind: "answer-header-added",
    rating: "minor",
    reason: "It can be ignored.",
  },
  {
    kind: "answer-header-removed",
    rating: "major",
    reason: "A promise is withdrawn, and a name disappears from the types.",
    adapt: "Do not rely on the header.",
  },
  // What callers send
  {
    kind: "request-property-added",
    rating: "minor",
    reason: "It may be left out.",
  },
  {
    kind: "request-property-added-required",
    rating: "major",
    reason: "Requests without it no longer compile.",
    adapt: "Give the property in every request.",
  },
  {
    kind: "request-property-removed",
    rating: "major",
    reason: "Requests that give it no longer compile.",
    adapt: "Leave the property out.",
  },
  {
    kind: "request-property-renamed",
    rating: "major",
    reason: "Requests that give the old name no longer compile.",
    adapt: "Give the property under its new name.",
  },
  {
    kind: "request-property-now-required",
    rating: "major",
    reason: "Requests without it no longer compile.",
    adapt: "Give the property in every request.",
  },
  {
    kind: "request-property-now-optional",
    rating: "minor",
    reason: "Requests that give it still compile.",
  },
  {
    kind: "request-type-widened",
    rating: "minor",
    reason: "What was accepted still is.",
  },
  {
    kind: "request-type-narrowed",
    rating: "major",
    reason: "Some of what was accepted no longer compiles.",
    adapt: "Give only what the new type accepts.",
  },
  {
    kind: "request-type-changed",
    rating: "major",
    reason: "What was accepted no longer compiles.",
    adapt: "Give a value of the new type.",
  },
  {
    kind: "request-value-added",
    rating: "minor",
    reason: "A closed list that callers choose from has one choice more.",
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
    reason: "The list is open: editors suggest one value more.",
  },
  {
    kind: "request-known-value-removed",
    rating: "minor",
    reason: "The list is open: any text still compiles.",
  },
  {
    kind: "request-values-opened",
    rating: "minor",
    reason: "Every value that was accepted still is.",
  },
  {
    kind: "request-values-closed",
    rating: "major",
    reason: "Values beyond the list no longer compile.",
    adapt: "Give one of the listed values.",
  },
  {
    kind: "request-member-added",
    rating: "minor",
    reason: "What was accepted still is.",
  },
  {
    kind: "request-member-removed",
    rating: "major",
    reason: "Requests of that shape no longer compile.",
    adapt: "Give one of the shapes that are left.",
  },
  {
    kind: "request-keys-opened",
    rating: "minor",
    reason: "What was accepted still is.",
  },
  {
    kind: "request-keys-closed",
    rating: "major",
    reason: "Requests with keys of their own no longer compile.",
    adapt: "Give only the properties that the type names.",
  },
  {
    kind: "request-constraint-changed",
    rating: "minor",
    reason:
      "Types do not express it, so no code breaks; the provider applies it whatever the version of the client is. Users should hear of it.",
  },
  // What callers receive
  {
    kind: "response-property-added",
    rating: "minor",
    reason: "Code that reads an answer does not see it.",
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
    adapt: "Read the property under its new name.",
  },
  {
    kind: "response-property-now-required",
    rating: "minor",
    reason: "A stricter response is not breaking: it promises more.",
  },
  {
    kind: "response-property-now-optional",
    rating: "major",
    reason: "Code that counts on it no longer compiles.",
    adapt: "Handle its absence.",
  },
  {
    kind: "response-type-widened",
    rating: "major",
    reason: "Code meets values that it does not expect.",
    adapt: "Handle what the new type adds.",
  },
  {
    kind: "response-type-narrowed",
    rating: "minor",
    reason: "A stricter response is not breaking: every value is one that code expects.",
  },
  {
    kind: "response-type-changed",
    rating: "major",
    reason: "Code meets values that it does not expect.",
    adapt: "Read a value of the new type.",
  },
  {
    kind: "response-value-added",
    rating: "major",
    reason: "The list is closed, and a switch over it was complete. Lists that may grow are open.",
    adapt: "Handle the new value.",
  },
  {
    kind: "response-value-removed",
    rating: "minor",
    reason:
      "A stricter response is not breaking. Where code compares with the value, the compiler points at what is never reached.",
  },
  {
    kind: "response-known-value-added",
    rating: "minor",
    reason: "The list is open: code handles values that it does not know.",
  },
  {
    kind: "response-known-value-removed",
    rating: "minor",
    reason: "The list is open: comparisons with the value still compile.",
  },
  {
    kind: "response-values-opened",
    rating: "major",
    reason: "Code meets values beyond the list.",
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
    reason: "Code meets a shape that it does not expect.",
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
    reason: "Code that reads named properties does not see other keys.",
  },
  {
    kind: "response-keys-closed",
    rating: "major",
    reason: "Code that reads other keys no longer compiles.",
    adapt: "Read only the properties that the type names.",
  },
  {
    kind: "response-constraint-changed",
    rating: "patch",
    reason: "Types do not express it; only the documentation changes.",
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
    kind: "schema-renamed",
    rating: "major",
    reason: "Harmless on the wire; the type has another name.",
    adapt: "Use the type under its new name.",
  },
  // How a client is made
  {
    kind: "credential-added",
    rating: "minor",
    reason: "It may be left out.",
  },
  {
    kind: "credential-added-required",
    rating: "major",
    reason: "Clients made without it no longer compile.",
    adapt: "Give the option when you make the client.",
  },
  {
    kind: "credential-removed",
    rating: "major",
    reason: "Clients made with it no longer compile.",
    adapt: "Leave the option out.",
  },
  {
    kind: "credential-renamed",
    rating: "major",
    reason: "Harmless on the wire; the option has another name.",
    adapt: "Give the option under its new name.",
  },
  {
    kind: "credential-now-required",
    rating: "major",
    reason: "Clients made without it no longer compile.",
    adapt: "Give the option when you make the client.",
  },
  {
    kind: "credential-now-optional",
    rating: "minor",
    reason: "Clients made with it still compile.",
  },
  {
    kind: "environment-added",
    rating: "minor",
    reason: "A new name breaks no client.",
  },
  {
    kind: "environment-removed",
    rating: "major",
    reason: "Clients of that environment no longer compile.",
    adapt: "Choose another environment, or give its address as `baseUrl`.",
  },
  {
    kind: "environment-renamed",
    rating: "major",
    reason: "Harmless on the wire; the environment has another name.",
    adapt: "Choose the environment by its new name.",
  },
  {
    kind: "environment-now-necessary",
    rating: "major",
    reason:
      "There is no default among several (record 0004): clients made without one no longer compile.",
    adapt: "Name the environment when you make the client.",
  },
  {
    kind: "environment-url-changed",
    rating: "minor",
    reason: "The client follows; rules for outgoing traffic do not.",
    adapt: "Allow the new address where outgoing traffic is restricted.",
  },
  {
    kind: "operation-server-changed",
    rating: "minor",
    reason: "The client follows; rules for outgoing traffic do not.",
    adapt: "Allow the new address where outgoing traffic is restricted.",
  },
  {
    kind: "security-requirement-changed",
    rating: "major",
    reason: "A client that has the former credentials alone is refused.",
    adapt: "Give the credentials that the operation now asks for.",
  },
  {
    kind: "security-scheme-changed",
    rating: "major",
    reason: "Who sets the header without the facade has to set another.",
    adapt:
      "Where you set the header yourself, set the new one. Clients of `countersign` follow by themselves.",
  },
  {
    kind: "signing-changed",
    rating: "patch",
    reason: "The client signs; calls stay as they are.",
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
    reason: "The union of events has a branch for those that a version does not know.",
  },
  {
    kind: "event-removed",
    rating: "major",
    reason: "Code that names the event no longer compiles.",
    adapt: "Remove what handles this event.",
  },
  {
    kind: "event-renamed",
    rating: "major",
    reason: "Code that names the event no longer compiles.",
    adapt: "Handle the event under its new name.",
  },
  {
    kind: "webhook-verification-changed",
    rating: "patch",
    reason: "The client verifies; handlers stay as they are.",
  },
  // How operations behave in a client
  {
    kind: "pagination-added",
    rating: "minor",
    reason: "The method can do one thing more.",
  },
  {
    kind: "pagination-removed",
    rating: "major",
    reason: "Code that goes through pages no longer compiles.",
    adapt: "Ask for each page yourself.",
  },
  {
    kind: "pagination-changed",
    rating: "patch",
    reason: "The client pages; code that goes through pages stays as it is.",
  },
  {
    kind: "idempotency-changed",
    rating: "minor",
    reason: "The client repeats other requests than before.",
  },
  // The rest
  {
    kind: "documentation-changed",
    rating: "patch",
    reason: "Hover texts, examples and the README's table are part of the package.",
  },
  {
    kind: "details-changed",
    rating: "patch",
    reason: "The document is part of the package, and neither names nor types differ.",
  },
  {
    kind: "unseen-changed",
    rating: "none",
    reason: "Tags and extensions that we do not read reach no user of a client.",
  },
  {
    kind: "wire-unexplained",
    rating: "major",
    reason:
      "What Redocly finds breaking and no other row explains is breaking until a row says otherwise.",
    adapt: "Compare with the provider's documentation before you upgrade.",
  },
] as const;

/** A kind of change that the policy rates. */
export type Kind = (typeof POLICY)[number]["kind"];

const ROWS: ReadonlyMap<string, PolicyRow> = new Map(POLICY.map((row) => [row.kind, row]));

/** Returns the policy's row for a kind of change. */
export function policyOf(kind: Kind): PolicyRow {
  const row = ROWS.get(kind);
  if (row === undefined) throw new Error(`the policy has no row for ${kind}`);
  return row;
}
