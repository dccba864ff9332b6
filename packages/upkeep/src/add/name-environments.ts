import { isLoopback } from "@countersign/spec/fetch";
import { isObject } from "@countersign/spec/json";
import { environmentIn, freeName } from "@countersign/spec/model";

/** What becomes of a server of the document. */
export interface NamedServer {
  /** Place in the document's list. */
  readonly index: number;
  /** As the document writes it. */
  readonly url: string;
  /** Undefined where the document says it already, or where the server is removed. */
  readonly environment: string | undefined;
  /** True where description or address say so; false where it was assumed. */
  readonly isRecognized: boolean;
  /** True for plain http, over which no client sends credentials. */
  readonly isRemoved: boolean;
}

/**
 * Returns the environment of each server that has an address of its own: as its description or else its
 * address says. A single server that says nothing, or the only one among others that say something, is
 * `production`. All names differ.
 */
export function nameEnvironments(servers: readonly unknown[]): NamedServer[] {
  const known = servers.flatMap((server, index) => {
    const url = isObject(server) ? addressOf(server) : undefined;
    return isObject(server) && url !== undefined ? [{ server, index, url }] : [];
  });
  const kept = known.filter(({ url }) => !isRemoved(url));
  const taken = new Set(kept.flatMap(({ server }) => given(server) ?? []));
  const words = new Map(
    kept.map(({ server, index, url }) => [index, environmentIn(textOf(server.description), url)]),
  );
  const silent = kept.filter(({ server, index }) => !given(server) && !words.get(index));
  return known.map(({ server, index, url }) => {
    const result = { index, url: String(server.url), isRemoved: isRemoved(url) };
    const word = words.get(index);
    if (result.isRemoved || given(server) !== undefined) {
      return { ...result, environment: undefined, isRecognized: true };
    }
    const isProduction =
      silent.length === 1 && ![...words.values(), ...taken].includes("production");
    const environment = freeName(word ?? (isProduction ? "production" : "server"), taken);
    taken.add(environment);
    return { ...result, environment, isRecognized: word !== undefined };
  });
}

function given(server: Record<string | number, unknown>): string | undefined {
  const name = server["x-countersign-environment"];
  return typeof name === "string" ? name : undefined;
}

/** The address with the defaults of its variables; of a relative one, or none at all, undefined. */
function addressOf({ url, variables }: Record<string | number, unknown>): URL | undefined {
  if (typeof url !== "string") return undefined;
  const address = url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = isObject(variables) ? variables[name] : undefined;
    return isObject(variable) && typeof variable.default === "string" ? variable.default : whole;
  });
  return URL.canParse(address) ? new URL(address) : undefined;
}

function isRemoved({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && !isLoopback(hostname);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
