import { SandboxError } from "../errors/sandbox-error.ts";

/** A time: an RFC 3339 string, a `Date`, or milliseconds since the Unix epoch. */
export type Time = string | number | Date;

/**
 * Returns a time in milliseconds since the Unix epoch.
 *
 * @param name - Who requires it, for the message.
 * @throws SandboxError `invalid_time`.
 */
export function toTime(time: Time, name: string): number {
  const milliseconds = new Date(time).getTime();
  if (!Number.isNaN(milliseconds)) return milliseconds;
  const message = `${name} must be a time, such as "2026-01-31T12:00:00Z".`;
  throw new SandboxError("invalid_time", message);
}
