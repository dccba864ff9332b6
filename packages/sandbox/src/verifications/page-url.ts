import type { Resource } from "../resources/resource.ts";
import { fillTemplate } from "../state/fill-template.ts";
import type { StoredRecord } from "../state/store.ts";

/** Where links to the end user's page lead: to the sandbox, or to where the provider's own would. */
export type Links = "sandbox" | "provider";

/**
 * Returns the address of the end user's page of a record in a sandbox, or in the form of the provider's own links.
 *
 * @returns undefined if the resource has no page, or for a form that is not documented.
 */
export function pageUrl(
  { page }: Resource,
  record: StoredRecord,
  { base, links }: { readonly base: string; readonly links: Links },
): string | undefined {
  if (page === undefined) return undefined;
  const { provider, account, resource, id, state, value } = record;
  if (links === "provider") {
    const link = fillTemplate(page.link, { id, state, record: value });
    return typeof link === "string" ? link : undefined;
  }
  const url = new URL(`${base}/_sandbox/pages/${provider}/${encodeURIComponent(id)}`);
  url.searchParams.set("resource", resource);
  if (account !== "") url.searchParams.set("account", account);
  return url.href;
}
