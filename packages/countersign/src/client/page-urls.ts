import { toCountersignError } from "../errors/errors.ts";
import { own } from "../provider-table/own.ts";
import type { Provider } from "../provider-table/provider.ts";
import { type ServerChoice, toOperationUrls } from "../transport/base-url.ts";
import type { CompleteServer } from "../transport/complete-server.ts";
import { requestUrl, type UntypedInit } from "../transport/write-request.ts";

/** Returns a function that returns the URL of a page for the end user's browser. */
export type PageUrls = typeof pageUrls;

/**
 * Returns a function that returns the URL of a page for the end user's browser, with no credentials. It throws
 * CountersignError `request_invalid` for a parameter that would be dropped or distorted.
 *
 * @throws what `toOperationUrls` throws.
 */
export function pageUrls(
  provider: Provider,
  server: ServerChoice,
  complete?: CompleteServer,
): (operationId: string, init: UntypedInit) => string {
  const urlOf = toOperationUrls(provider, server, complete);
  return (operationId, init) => {
    try {
      const path = provider.operations[operationId]?.path ?? "";
      return requestUrl(path, own(own(init).params), urlOf(operationId));
    } catch (error) {
      throw toCountersignError(error, "request_invalid");
    }
  };
}
