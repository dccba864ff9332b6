import { isLoopback } from "@countersign/spec/fetch";
import { isObject } from "@countersign/spec/json";
import { environmentIn, freeName, urlWithoutChoices } from "@countersign/spec/model";

/** A server of the document and the name that its environment gets. */
export interface NamedServer {
  /** Index in the document's list. */
  readonly index: number;
  /** As written in the document. */
  readonly url: string;
  /** Undefined if the document already names it, or if the server is removed. */
  readonly environment: string | undefined;
  /** Whether the description or URL shows the environment. Otherwise it was assumed. */
  readonly isRecognized: boolean;
  /** Whether the URL is plain http, over which no client sends credentials. */
  readonly isRemoved: boolean;
}

/**
 * Returns the environment of each server with an absolute URL, taken from its description or, failing that, its
 * URL. If exactly one server shows no environment and none is production yet, that one is `production`. All names
 * are unique.
 */
export function nameEnvironments(servers: readonly unknown[]): NamedServer[] {
  const known = servers.flatMap((server, index) => {
    const url = isObject(server) ? urlOf(server) : undefined;
    return isObject(server) && url !== undefined ? [{ server, index, url }] : [];
  });
  const kept = known.filter(({ url }) => !isRemoved(url));
  const taken = new Set(kept.flatMap(({ server }) => declaredName(server) ?? []));
  const words = new Map(
    kept.map(({ server, index, url }) => [index, environmentIn(stringOf(server.description), url)]),
  );
  const unnamed = kept.filter(({ server, index }) => !declaredName(server) && !words.get(index));
  return known.map(({ server, index, url }) => {
    const result = { index, url: String(server.url), isRemoved: isRemoved(url) };
    const word = words.get(index);
    if (result.isRemoved || declaredName(server) !== undefined) {
      return { ...result, environment: undefined, isRecognized: true };
    }
    const isProduction =
      unnamed.length === 1 && ![...words.values(), ...taken].includes("production");
    const environment = freeName(word ?? (isProduction ? "production" : "server"), taken);
    taken.add(environment);
    return { ...result, environment, isRecognized: word !== undefined };
  });
}

function declaredName(server: Record<string | number, unknown>): string | undefined {
  const name = server["x-countersign-environment"];
  return typeof name === "string" ? name : undefined;
}

/** Returns the URL without what callers choose, or undefined if it is relative or missing. */
function urlOf({ url, variables }: Record<string | number, unknown>): URL | undefined {
  return typeof url === "string" ? urlWithoutChoices(url, variables) : undefined;
}

function isRemoved({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && !isLoopback(hostname);
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
