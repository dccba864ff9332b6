import { CountersignError } from "../errors/errors.ts";
import type { Provider } from "../provider-table/provider.ts";

/** Checks the headers of which the values determine a provider's types. */
export type CheckFixedHeaders = typeof checkFixedHeaders;

/**
 * Checks that a request has the values of headers for which a provider's types hold.
 *
 * @throws CountersignError `request_invalid` if it has others.
 */
export function checkFixedHeaders(
  { fixedHeaders = [], defaultHeaders }: Provider,
  headers: Headers,
): void {
  for (const name of fixedHeaders) {
    const value = defaultHeaders[name];
    if (headers.get(name) === value) continue;
    const message = `The header ${name} must be "${value}": the types hold for no other value.`;
    throw new CountersignError("request_invalid", message);
  }
}
