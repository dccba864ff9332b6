/**
 * Parts of the packages that a bundle holds or does not hold, each known by a text of its own that no
 * minifier changes: a message, or what goes over the wire.
 */
export const parts = {
  client: " has no operation ",
  "signing of requests": "unknown token {",
  "pagination by cursor": "gave a cursor a second time",
  forms: "multipart/form-data",
  "verification of webhooks": "toleranceSeconds",
  "signing of webhooks": "a delivery cannot be signed with",
  "openapi-fetch": "Deeply-nested arrays/objects",
  "Inklink's operations": "/web/template/{key}/draft",
  "Paywint's operations": "/api/platform/users/kyc/{user_id}",
  "Persona's operations": "/inquiries/{inquiry-id}/approve",
  "Qash's operations": "/api/v1/partner/kyc",
} as const;

/** A part of the packages. */
export type Part = keyof typeof parts;

/** Returns the parts that a bundle holds. */
export function partsOf(bundle: string): readonly Part[] {
  const names = Object.keys(parts) as Part[];
  return names.filter((name) => bundle.includes(parts[name]));
}
