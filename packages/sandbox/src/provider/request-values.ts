import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { Operation } from "../operations/read-operations.ts";
import type { StoredRecord } from "../state/store.ts";

/** The values of a request that say which record it is about. */
export interface RequestValues {
  readonly request: IncomingRequest;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Decoded; undefined if there is none, or it is neither JSON nor a form. */
  readonly body: unknown;
  /** Values of the record that a new one begins with; undefined if there is none. */
  readonly copied?: StoredRecord["value"] | undefined;
  /** Account of the credentials; empty for the sandbox's own. */
  readonly account: string;
  /** Values of the credentials that were sent, by their names. */
  readonly credentials: ReadonlyMap<string, string>;
}

/** Returns the parameters of a path, decoded, by their names in the template. */
export function pathParameters(
  { path: template }: Operation,
  path: string,
): Record<string, string> {
  const names: string[] = [];
  const pattern = template
    .split(/(\{[^{}]+\})/)
    .map((part) => {
      if (!part.startsWith("{")) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(part.slice(1, -1));
      return "([^/]+?)";
    })
    .join("");
  const values = new RegExp(`^${pattern}$`).exec(path)?.slice(1) ?? [];
  return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? "")]));
}
