import type { CallInfo } from "../errors/call-info.ts";
import type { CountersignErrorCode } from "../errors/errors.ts";

/** One attempt at a call. */
export interface AttemptEvent extends CallInfo {
  /** Counted from 1. */
  readonly attempt: number;
}

/** A request that is about to be sent. */
export interface RequestEvent extends AttemptEvent {
  /** Names of the headers; the values of those that could tell a secret are `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer, before its body is read. */
export interface ResponseEvent extends AttemptEvent {
  readonly status: number;
  /** Milliseconds from sending to the answer's headers. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** An attempt that failed and will be repeated. */
export interface RetryEvent extends AttemptEvent {
  /** Status of the answer, or undefined where there was none. */
  readonly status: number | undefined;
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
}

/** The end of a call, whatever came of it. */
export interface EndEvent extends CallInfo {
  /** Milliseconds from the beginning, pauses included. */
  readonly durationMs: number;
  /** Status of the last answer, or undefined where there was none. */
  readonly status: number | undefined;
  /** Code of the error that the call ended in, other than by the status of its answer. */
  readonly error: CountersignErrorCode | undefined;
}

/**
 * Observers of a client's calls, for logging, tracing and metrics. What a hook throws, and what
 * its promise rejects with, is ignored: a logger that fails must not fail a verification.
 */
export interface Hooks {
  /** Called before each attempt is sent, redirects included. */
  onRequest?(event: RequestEvent): void;
  /** Called for each answer. */
  onResponse?(event: ResponseEvent): void;
  /** Called when an attempt failed, before the pause. */
  onRetry?(event: RetryEvent): void;
  /** Called once for each call, when it is over. */
  onEnd?(event: EndEvent): void;
}

/** Calls a hook, whatever it throws, also later where it is an async function. */
export function notify<Event>(
  hook: ((event: Event) => void) | undefined,
  event: () => Event,
): void {
  if (hook === undefined) return;
  try {
    const result: unknown = hook(event());
    if (result instanceof Promise) result.catch(() => undefined);
  } catch {
    // See Hooks.
  }
}

/** Headers whose values say something about the transport, and nothing about anyone. */
const HARMLESS =
  /^(content-(encoding|length|type)|date|retry-after|server|user-agent|(x-)?(ratelimit-.+|request-id))$/;

/** Returns headers by name; every value that is not known to be harmless is `[redacted]`. */
export function redactedHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, HARMLESS.test(name) ? value : "[redacted]"]),
  );
}
