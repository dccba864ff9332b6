import type { CallInfo } from "../errors/call-info.ts";
import type { CountersignErrorCode } from "../errors/errors.ts";
import type { RetryReason } from "../signing/corrected-clock.ts";
import { quietly } from "./quietly.ts";

/** An event of one attempt at a call. */
export interface AttemptEvent extends CallInfo {
  /** Counted from 1. */
  readonly attempt: number;
}

/** A request is about to be sent. */
export interface RequestEvent extends AttemptEvent {
  /** Headers by name; every value that is not known to be harmless is `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A response has arrived; its body has not been read. */
export interface ResponseEvent extends AttemptEvent {
  readonly status: number;
  /** Milliseconds from sending the request to receiving the response headers. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** An attempt failed and will be retried. */
export interface RetryEvent extends AttemptEvent {
  /** Status of the response, or undefined if there was none. */
  readonly status: number | undefined;
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
  /** Why, if it is not a failure that may pass. */
  readonly reason: RetryReason | undefined;
}

/** A call has ended, successfully or not. */
export interface EndEvent extends CallInfo {
  /** Milliseconds from start to end, including pauses. */
  readonly durationMs: number;
  /** Status of the final response; undefined if the call ended in an `error`. */
  readonly status: number | undefined;
  /** Code of the error that ended the call; undefined if it ended in a response, whatever its status. */
  readonly error: CountersignErrorCode | undefined;
}

/**
 * Observers of a client's calls, for logging, tracing and metrics. Errors and rejections of a hook are ignored,
 * because a broken logger must not fail a verification.
 */
export interface Hooks {
  /** Called before each request is sent, including redirects. */
  onRequest?(event: RequestEvent): void;
  /** Called for each response. */
  onResponse?(event: ResponseEvent): void;
  /** Called after an attempt failed, before the pause. */
  onRetry?(event: RetryEvent): void;
  /** Called once per call, at its end; for server-sent events, that is the end of the stream. */
  onEnd?(event: EndEvent): void;
}

/** Calls a hook, and ignores what it throws or rejects with. */
export function notify<Event>(
  hook: ((event: Event) => void) | undefined,
  event: () => Event,
): void {
  if (hook) quietly(() => hook(event()));
}

/** Headers whose values describe the transport, never a person. */
const HARMLESS =
  /^(content-(encoding|length|type)|date|retry-after|server|user-agent|(x-)?(ratelimit-.+|request-id))$/;

/** Returns headers by name; every value that is not known to be harmless is `[redacted]`. */
export function redactedHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, HARMLESS.test(name) ? value : "[redacted]"]),
  );
}
