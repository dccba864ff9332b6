import { BREAKAGES } from "../exchange/breakage.ts";
import type { Fault, FaultRule } from "./fault.ts";

/** How a fault is written in the header `x-sandbox-fault`, for messages. */
export const FAULT_SYNTAX =
  "a status from 400 to 599, retry-after=<seconds>, delay=<milliseconds>, reset, half-body or html, separated by semicolons";

/** An `operationId` is any string, so it ends at the last colon; a fault has none. */
const RULE = /^(?:(?<provider>[\w-]+)(?:\/(?<operation>.+))?:)?(?<fault>[^:]*)$/;

/** Reads a fault such as `429; retry-after=2`. Returns undefined for anything else. */
export function parseFault(text: string): Fault | undefined {
  const fault: FaultRule | undefined = parseParts(text);
  return fault?.times === undefined ? fault : undefined;
}

/**
 * Reads a fault with the requests that it is for, such as `persona/createInquiry: 429; times=2`, or
 * `persona: reset`, or just `503`. Returns undefined for anything else.
 */
export function parseFaultRule(text: string): FaultRule | undefined {
  const { groups } = RULE.exec(text) ?? {};
  const parsed = parseParts(groups?.fault ?? "");
  return parsed && { ...parsed, provider: groups?.provider, operation: groups?.operation?.trim() };
}

function parseParts(text: string): FaultRule | undefined {
  const parts = text.split(";").map((part) => parsePart(part.trim()));
  const known = parts.filter((part) => part !== undefined);
  const fault: FaultRule = Object.assign({}, ...known);
  return known.length < parts.length || problemOf(fault) !== undefined ? undefined : fault;
}

function parsePart(part: string): FaultRule | undefined {
  const breakage = BREAKAGES.find((each) => each === part);
  if (breakage !== undefined) return { breakage };
  const [, name, digits] = /^(?:(retry-after|delay|times)=)?(\d{1,9})$/.exec(part) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  switch (name) {
    case "retry-after":
      return { retryAfter: number };
    case "delay":
      return { delayMs: number };
    case "times":
      return { times: number };
    default:
      return { status: number };
  }
}

/** Returns what is wrong with a fault, or undefined if nothing is. */
export function problemOf(fault: FaultRule): string | undefined {
  const { status, retryAfter, delayMs, breakage, times } = fault;
  if (status === undefined && delayMs === undefined && breakage === undefined) {
    return "A fault needs a `status`, a `delayMs` or a `breakage`.";
  }
  if (status !== undefined && !isWhole(status, 400, 599)) {
    return "The `status` of a fault must be a whole number from 400 to 599.";
  }
  if (retryAfter !== undefined && (status === undefined || !isWhole(retryAfter, 0))) {
    return "The `retryAfter` of a fault must be a whole number of seconds, and needs a `status`.";
  }
  if (delayMs !== undefined && !isWhole(delayMs, 0, 2 ** 31 - 1)) {
    return "The `delayMs` of a fault must be a whole number of milliseconds.";
  }
  if (breakage !== undefined && !BREAKAGES.includes(breakage)) {
    return `The \`breakage\` of a fault must be one of ${BREAKAGES.join(", ")}.`;
  }
  if (times !== undefined && !isWhole(times, 1)) {
    return "The `times` of a fault must be a whole number from 1.";
  }
  return undefined;
}

function isWhole(value: number, from: number, to = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
