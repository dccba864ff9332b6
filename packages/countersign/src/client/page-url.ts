import type { Provider } from "../provider-table/provider.ts";
import { type ServerChoice, toOperationUrl } from "../transport/base-url.ts";
import { requestUrl, type UntypedInit } from "../transport/write-request.ts";

/** Returns the URL of a page for the end user's browser. */
export type PageUrl = typeof pageUrl;

/**
 * Returns the URL of a page for the end user's browser, with no credentials.
 *
 * @throws CountersignError `request_invalid` for a parameter that would be dropped or distorted.
 */
export function pageUrl(
  provider: Provider,
  operationId: string,
  { init: { params = {} }, server }: { init: UntypedInit; server: ServerChoice },
): string {
  const path = provider.operations[operationId]?.path ?? "";
  return requestUrl(path, params, toOperationUrl(provider, server, operationId));
}
