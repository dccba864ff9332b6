import { InvalidArgumentError } from "commander";
import type { FaultRule } from "../faults/fault.ts";
import { FAULT_SYNTAX, parseFaultRule } from "../faults/parse-fault.ts";

const HIGHEST_PORT = 65_535;

/** Reads a port. */
export function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`The port must be a whole number from 0 to ${HIGHEST_PORT}.`);
}

/** Reads a fault, and returns it after those of the same option that came before. */
export function parseFaultOption(
  value: string,
  before: readonly FaultRule[] = [],
): readonly FaultRule[] {
  const rule = parseFaultRule(value);
  if (rule !== undefined) return [...before, rule];
  throw new InvalidArgumentError(
    `Write [<provider>[/<operationId>]:] and ${FAULT_SYNTAX}; times=<number> limits it.`,
  );
}

/** Reads `<provider>=<url>`, and returns it with those of the same option that came before. */
export function parseWebhook(
  value: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, provider, url] = /^([^=]+)=(https?:\/\/.+)$/.exec(value) ?? [];
  if (provider !== undefined && url !== undefined) return { ...before, [provider]: url };
  throw new InvalidArgumentError(
    "Write a provider and the URL of your receiver, such as persona=http://localhost:3000/webhooks.",
  );
}

/** Reads a time of RFC 3339. */
export function parseTime(value: string): Date {
  const time = new Date(value);
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/i.test(value) && !Number.isNaN(time.valueOf())) {
    return time;
  }
  throw new InvalidArgumentError("Write a time with its offset, such as 2026-01-01T00:00:00Z.");
}
