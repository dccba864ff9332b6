import type { SentIn } from "@countersign/spec/vocabulary";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { splitTarget } from "../exchange/split-target.ts";

/** Returns a header or a query parameter of a request, or undefined if it is absent. */
export function sentValue(
  { headers, target }: IncomingRequest,
  { header, parameter }: SentIn,
): string | undefined {
  if (parameter === undefined) {
    const value = headers[(header ?? "").toLowerCase()];
    return typeof value === "string" ? value : undefined;
  }
  const pair = pairsOf(target).find((each) => each.startsWith(`${parameter}=`));
  return pair && decoded(pair.slice(parameter.length + 1));
}

/** Returns the query of a request target, without its `?` and without some parameters. */
export function queryWithout(target: string, parameters: readonly (string | undefined)[]): string {
  return pairsOf(target)
    .filter((pair) => !parameters.includes(pair.replace(/=.*/s, "")))
    .join("&");
}

/** Returns the name of a header or a query parameter, for messages. */
export function nameOf({ header, parameter }: SentIn): string {
  return parameter === undefined ? `Header ${header}` : `Query parameter ${parameter}`;
}

function pairsOf(target: string): string[] {
  const { query } = splitTarget(target);
  return query === "" ? [] : query.slice(1).split("&");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
