/**
 * Parts of the packages that a bundle may contain, each identified by a unique string that minifiers keep: an error
 * message or a protocol string.
 */
export const parts = {
  client: " has no operation ",
  "signing of requests": "{bodyHash} is not declared",
  "pagination by cursor": "returned a cursor twice",
  forms: "multipart/form-data",
  "event streams": "max-buffer-size-exceeded",
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

/** Returns the parts that a bundle contains. */
export function partsOf(bundle: string): readonly Part[] {
  const names = Object.keys(parts) as Part[];
  return names.filter((name) => bundle.includes(parts[name]));
}
