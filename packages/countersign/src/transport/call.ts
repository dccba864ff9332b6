import type { Credentials } from "../authenticate.ts";
import {
  AbortError,
  ConnectionError,
  CountersignError,
  type CountersignErrorCode,
  type FailedCall,
  ResponseError,
  TimeoutError,
} from "../errors.ts";
import type { Operation, Provider } from "../provider.ts";
import {
  type BreakOff,
  type Deadline,
  pause,
  startDeadline,
  type TimeoutOptions,
} from "./deadline.ts";
import { type CallEvent, type Hooks, notify } from "./hooks.ts";
import type { Transport, TransportCall, UntypedInit, UntypedResult } from "./openapi-fetch.ts";
import type { RequestDraft } from "./request-draft.ts";
import { isRepeatable, isTransient, type RetryPolicy, retryDelayMs } from "./retry.ts";
import { type Fetch, send } from "./send.ts";

/** What a client knows of every call. */
export interface CallSettings {
  readonly provider: Provider;
  readonly credentials: Credentials;
  readonly fetch: Fetch | undefined;
  readonly hooks: Hooks;
  readonly transport: Transport;
  readonly emptyBodyHash: "omit" | "hash" | undefined;
}

/** One call of one operation. */
export interface Call {
  /** The same for all its attempts, and for no other call of the client. */
  readonly callId: number;
  readonly operationId: string;
  readonly operation: Operation;
  readonly baseUrl: string;
  readonly init: UntypedInit;
  readonly signal: AbortSignal | undefined;
  readonly retry: RetryPolicy;
  readonly timeout: TimeoutOptions;
}

/** What a call came to, and what is to be said of it if it is an error to the caller. */
export interface CallResult extends UntypedResult {
  readonly call: FailedCall;
}

/** Thrown within an attempt: the answer is not worth reading, because another attempt follows. */
class Repeat {
  readonly delayMs: number;
  readonly status: number | undefined;

  constructor(delayMs: number, status: number | undefined) {
    this.delayMs = delayMs;
    this.status = status;
  }
}

interface Attempt {
  readonly settings: CallSettings;
  readonly call: Call;
  /** When the whole call must be over, as `performance.now()` counts. */
  readonly overallUntil: number | undefined;
  /** Counted from 1. */
  readonly number: number;
  readonly isLast: boolean;
  readonly idempotencyKey: string | undefined;
}

/**
 * Makes a call: attempts it until there is an answer worth returning, and repeats it only where that
 * cannot do its work twice.
 *
 * @throws CountersignError of the kind that fits. Nothing else comes out of a call.
 */
export async function makeCall(settings: CallSettings, call: Call): Promise<CallResult> {
  const { onEnd } = settings.hooks;
  if (onEnd === undefined) return attemptUntilDone(settings, call);
  const start = performance.now();
  const end = (result: { attempts: number; status?: number; error?: CountersignErrorCode }): void =>
    notify(onEnd, () => {
      const { attempts, status, error } = result;
      return {
        ...callEvent(settings, call),
        attempts,
        status,
        error,
        durationMs: performance.now() - start,
      };
    });
  try {
    const result = await attemptUntilDone(settings, call);
    end({ attempts: result.call.attempts, status: result.response.status });
    return result;
  } catch (error) {
    const failed: unknown = error instanceof Error && "call" in error ? error.call : undefined;
    const attempts = isFailedCall(failed) ? failed.attempts : 0;
    end({ attempts, ...(error instanceof CountersignError && { error: error.code }) });
    throw error;
  }
}

function isFailedCall(value: unknown): value is FailedCall {
  return typeof value === "object" && value !== null && "attempts" in value;
}

function callEvent(
  { provider }: CallSettings,
  { callId, operationId, operation }: Call,
): CallEvent {
  const { method, path } = operation;
  return { callId, provider: provider.name, operationId, method, path };
}

async function attemptUntilDone(settings: CallSettings, call: Call): Promise<CallResult> {
  const { operation, retry, timeout } = call;
  const overallUntil = timeout.overallMs ? performance.now() + timeout.overallMs : undefined;
  const idempotencyKey = newIdempotencyKey(operation);
  const mayRepeat = isRepeatable(operation.method, operation.idempotencyHeader !== undefined);
  const last = mayRepeat ? retry.maxRetries + 1 : 1;
  for (let number = 1; ; number += 1) {
    const isLast = number >= last;
    const attempt: Attempt = { settings, call, overallUntil, number, isLast, idempotencyKey };
    const outcome = await makeAttempt(attempt);
    if (!(outcome instanceof Repeat)) return outcome;
    notify(settings.hooks.onRetry, () => ({
      ...callEvent(settings, call),
      attempt: number,
      status: outcome.status,
      delayMs: outcome.delayMs,
    }));
    await pauseFor(outcome.delayMs, attempt);
  }
}

async function makeAttempt(attempt: Attempt): Promise<CallResult | Repeat> {
  const { settings, call, overallUntil, number, idempotencyKey } = attempt;
  const { operation, init, baseUrl, signal } = call;
  const attemptMs = call.timeout.attemptMs ?? ATTEMPT_MS;
  const deadline = startDeadline({ attemptMs, overallUntil, signal });
  const failed = failedCall(attempt, number);
  const progress: Progress = { isSent: false, response: undefined };
  const context = {
    ...settings,
    operation,
    call: failed,
    event: { ...callEvent(settings, call), attempt: number },
    signal: deadline.signal,
    idempotencyKey,
    progress,
  };
  const sendDraft = async (draft: RequestDraft): Promise<Response> => {
    const response = await send(draft, context);
    progress.response = response;
    if (!attempt.isLast && isTransient(response.status)) await repeatLater(response, attempt);
    return response;
  };
  try {
    deadline.signal.throwIfAborted();
    const { method, path, requestMediaType, responseType: parseAs = "json" } = operation;
    const target: TransportCall = {
      baseUrl,
      method,
      path,
      requestMediaType,
      parseAs,
      send: sendDraft,
    };
    const { data, error, response } = await settings.transport(target, init);
    return { data, error, response, call: failed };
  } catch (error) {
    if (error instanceof Repeat) return error;
    const typed = toError(error, { attempt, reason: deadline.reason(), progress });
    const isTransientError = typed instanceof ConnectionError || isAttemptTimeout(typed);
    if (attempt.isLast || !isTransientError) throw typed;
    return new Repeat(delayOf(undefined, attempt) ?? 0, undefined);
  } finally {
    deadline.clear();
  }
}

const ATTEMPT_MS = 30_000;

/** How far an attempt came. */
export interface Progress {
  isSent: boolean;
  response: Response | undefined;
}

async function repeatLater(response: Response, attempt: Attempt): Promise<void> {
  const delayMs = delayOf(response, attempt);
  // A longer pause than allowed was asked for: the caller gets the answer that says so.
  if (delayMs === undefined) return;
  await response.body?.cancel();
  throw new Repeat(delayMs, response.status);
}

function delayOf(response: Response | undefined, { call, number }: Attempt): number | undefined {
  const chance = { now: Date.now(), random: Math.random() };
  return retryDelayMs(call.retry, { retry: number, response, ...chance });
}

async function pauseFor(delayMs: number, attempt: Attempt): Promise<void> {
  const { call, overallUntil } = attempt;
  const deadline: Deadline = startDeadline({ attemptMs: 0, overallUntil, signal: call.signal });
  await pause(delayMs, deadline);
  deadline.clear();
  const reason = deadline.reason();
  const progress: Progress = { isSent: true, response: undefined };
  if (reason !== undefined) throw toError(undefined, { attempt, reason, progress });
}

function toError(
  error: unknown,
  {
    attempt,
    reason,
    progress,
  }: { attempt: Attempt; reason: BreakOff | undefined; progress: Progress },
): CountersignError {
  const { call, number } = attempt;
  if (error instanceof CountersignError) return error;
  const failed = failedCall(attempt, progress.isSent ? number : number - 1);
  if (reason === "caller") return new AbortError(failed, call.signal?.reason);
  if (reason !== undefined) return new TimeoutError(failed, reason);
  if (!progress.isSent) {
    return new CountersignError(
      "request_invalid",
      "The request cannot be written; see the cause.",
      {
        cause: error,
      },
    );
  }
  const { response } = progress;
  if (response !== undefined && error instanceof SyntaxError)
    return new ResponseError(failed, response);
  return new ConnectionError(failed, error);
}

function isAttemptTimeout(error: CountersignError): boolean {
  return error instanceof TimeoutError && error.limit === "attempt";
}

function failedCall({ settings, call }: Attempt, attempts: number): FailedCall {
  const { method, path } = call.operation;
  return {
    provider: settings.provider.name,
    operationId: call.operationId,
    method,
    path,
    attempts,
  };
}

/** One key per call, so that the provider recognises every attempt as the same. */
function newIdempotencyKey({ idempotencyHeader, method }: Operation): string | undefined {
  const isNeeded = idempotencyHeader !== undefined && (method === "POST" || method === "PATCH");
  return isNeeded ? globalThis.crypto.randomUUID() : undefined;
}
