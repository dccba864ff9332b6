import { isObject } from "../load/is-object.ts";

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

/** Words by which servers are told apart, most telling first. */
const WORDS: readonly [RegExp, string][] = [
  [/\bsandbox\b/i, "sandbox"],
  [/\b(stag(e|ing)|preprod(uction)?|pre-prod(uction)?)\b/i, "staging"],
  [/\b(test|testing|qa|uat)\b/i, "test"],
  [/\b(dev|development|localhost)\b/i, "development"],
  [/\bdemo\b/i, "demo"],
  [/\b(prod|production|live)\b/i, "production"],
];

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
  const words = new Map(kept.map(({ server, index, url }) => [index, wordOf(server, url)]));
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
  return protocol === "http:" && !/^((.+\.)?localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

/** A description is written for people, so it goes before the address. */
function wordOf(server: Record<string | number, unknown>, url: URL): string | undefined {
  const description = typeof server.description === "string" ? server.description : "";
  // The last label says nothing: `.test` and `.dev` are domains like any other.
  const address = `${url.hostname.replace(/\.[^.]+$/, "")} ${url.pathname}`;
  for (const text of [description, address]) {
    const named = WORDS.find(([word]) => word.test(text))?.[1];
    if (named !== undefined) return named;
  }
  return undefined;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}${number}`)) return `${name}${number}`;
  }
}
