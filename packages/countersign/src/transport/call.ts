import type { Authenticate } from "../authentication/authenticate.ts";
import type { CallInfo } from "../errors/call-info.ts";
import {
  AbortError,
  ConnectionError,
  CountersignError,
  ResponseError,
  TimeoutError,
  toCountersignError,
} from "../errors/errors.ts";
import { needed } from "../provider-table/needed.ts";
import { own } from "../provider-table/own.ts";
import type { Operation, Provider } from "../provider-table/provider.ts";
import type { CorrectedClock, RetryReason } from "../signing/corrected-clock.ts";
import { type ServerChoice, toOperationUrls } from "./base-url.ts";
import type { CompleteServer } from "./complete-server.ts";
import { type AbortReason, pause, startDeadline, type TimeoutOptions } from "./deadline.ts";
import type { EncodeBody } from "./encode-body.ts";
import type { EventStreams } from "./event-streams.ts";
import type { CheckFixedHeaders } from "./fixed-headers.ts";
import { type Hooks, notify } from "./hooks.ts";
import { mergeOptions } from "./merge-options.ts";
import type { EndCall } from "./read-events.ts";
import { discard, type ParseAs, type ParsedBody, readResponse } from "./read-response.ts";
import {
  isSafeToRetry,
  isTransientStatus,
  RETRY_BUDGET,
  type RetryOptions,
  retryDelayMs,
  toRetryPolicy,
} from "./retry.ts";
import { createSender, type Fetch } from "./send.ts";
import {
  addHeaders,
  type HeadersOption,
  type RequestDraft,
  type UntypedInit,
  type WriteRequest,
  writeRequest,
} from "./write-request.ts";

/** Options of a client's calls. */
export interface CallerOptions extends ServerChoice {
  readonly fetch?: Fetch;
  readonly exposeCause?: boolean;
  readonly headers?: HeadersOption;
  readonly maxResponseBytes?: number;
  readonly retry?: RetryOptions | false;
  readonly timeout?: TimeoutOptions;
  readonly hooks?: Hooks;
}

/** Input and options of one call, untyped. */
export interface CallInit extends UntypedInit {
  readonly maxResponseBytes?: number;
  readonly parseAs?: ParseAs;
  readonly signal?: AbortSignal;
  readonly retry?: RetryOptions | false;
  readonly timeout?: TimeoutOptions;
}

/** Result of a call, with details for errors. */
export interface CallResult extends ParsedBody {
  /** Whether `data` is an event stream, with whose end the call ends. */
  readonly isOpen?: boolean;
  readonly response: Response;
  readonly call: CallInfo;
}

/** Calls an operation. */
export type Caller = (id: string, operation: Operation, init?: CallInit) => Promise<CallResult>;

/** What calls are made of. */
export interface CallerParts {
  readonly authenticate: Authenticate;
  readonly checkFixedHeaders?: CheckFixedHeaders;
  readonly clock: CorrectedClock | undefined;
  readonly completeServer?: CompleteServer;
  readonly encodeBody?: EncodeBody;
  readonly eventStreams?: EventStreams;
  readonly writeStyledRequest?: WriteRequest;
}

const DEFAULT_LIMITS: Required<TimeoutOptions> & { maxResponseBytes: number } = {
  attemptMs: 30_000,
  overallMs: 0,
  idleMs: 0,
  maxResponseBytes: 64 * 1024 * 1024,
};

/**
 * Returns a function that calls operations. It retries a call only if the provider cannot process it twice.
 *
 * It throws nothing but CountersignErrors.
 *
 * @throws what `toOperationUrls` throws.
 */
export function createCaller(
  provider: Provider,
  options: CallerOptions,
  parts: CallerParts,
): Caller {
  const { fetch, exposeCause } = options;
  if (fetch && typeof fetch !== "function") throw new TypeError("`fetch` must be a function.");
  const hooks = own(options.hooks);
  const headers = new Headers(provider.defaultHeaders);
  addHeaders(headers, options.headers);
  const target = { headers, encodeBody: parts.encodeBody };
  const urlOf = toOperationUrls(provider, options, parts.completeServer);
  const send = createSender({ ...parts, hooks, fetch });
  let budget = RETRY_BUDGET;
  let calls = 0;

  async function attemptUntilDone(
    call: CallInfo & { attempts: number },
    operation: Operation,
    init: CallInit,
    end: EndCall,
  ): Promise<CallResult> {
    const { signal } = init;
    const { method, responseType = "json", idempotencyHeader, eventStream } = operation;
    const { parseAs = responseType } = init;
    const { attemptMs, overallMs, idleMs, maxResponseBytes } = mergeOptions(
      DEFAULT_LIMITS,
      options.timeout,
      init.timeout,
      { maxResponseBytes: init.maxResponseBytes ?? options.maxResponseBytes },
    );
    const overallUntil = overallMs ? performance.now() + overallMs : Number.POSITIVE_INFINITY;
    const retry = toRetryPolicy(init.retry, options.retry);
    let last = isSafeToRetry(method, idempotencyHeader !== undefined) ? retry.maxRetries + 1 : 1;
    const baseUrl = urlOf(call.operationId);
    const write = operation.styles === undefined ? writeRequest : parts.writeStyledRequest;
    const events = eventStream && parts.eventStreams;
    const watch = parts.clock?.watch(operation);
    let draft: RequestDraft | undefined;
    let earned = 1;
    for (let attempt = 1; ; attempt += 1) {
      const deadline = startDeadline({ attemptMs, overallUntil, signal });
      let response: Response | undefined;
      let delayMs: number | undefined;
      let reason: RetryReason | undefined;
      let failure: CountersignError | undefined;
      let cost = 5;
      // A stream is read after the call, when the deadline no longer applies; only the caller's signal aborts it.
      const streamSignal = parseAs === "stream" || events ? signal : undefined;
      try {
        deadline.signal.throwIfAborted();
        if (parseAs === "events" && !events) throw new TypeError("It declares no event stream.");
        // Written once for all attempts, so that they differ only in their authentication.
        if (draft === undefined) {
          const writing = needed(write)(operation, init, { ...target, baseUrl });
          // JSON needs no time, and the race costs as much as the rest of writing.
          draft = await (parts.encodeBody ? deadline.race(writing) : writing);
        }
        if (provider.fixedHeaders) needed(parts.checkFixedHeaders)(provider, draft.headers);
        events?.accept(draft.headers, operation, init.parseAs);
        const sendSignal = streamSignal
          ? AbortSignal.any([streamSignal, deadline.signal])
          : deadline.signal;
        response = await deadline.race(
          send(draft, { call, attempt, operation, signal: sendSignal }),
        );
        const isTransient = isTransientStatus(response.status);
        if (isTransient && attempt < last && budget >= cost) {
          delayMs = retryDelayMs(retry, { retry: attempt, response });
        } else {
          reason = watch?.(response);
          // Safe for every method: the provider has refused the request, not processed it.
          if (reason && retry.maxRetries > 0) {
            last += 1;
            delayMs = 0;
            cost = 0;
          }
        }
        // Includes a provider that requests a longer pause than allowed: the caller gets its response.
        if (delayMs === undefined) {
          const reading = { call, operation, idleMs, exposeCause, signal, end };
          const stream = events?.open(response, { ...reading, parseAs: init.parseAs });
          const body = stream
            ? { data: stream, isOpen: true }
            : await deadline.race(readResponse(response, { call, parseAs, maxResponseBytes }));
          if (!isTransient) budget = Math.min(RETRY_BUDGET, budget + earned);
          return { ...body, response, call };
        }
        discard(response);
      } catch (cause) {
        const isSent = call.attempts === attempt;
        const reason = deadline.reason();
        failure = toError(cause, call, { reason, signal, isSent, response, exposeCause });
        if (failure instanceof TimeoutError) cost = 10;
        if (attempt >= last || !isTransientError(failure) || budget < cost) throw failure;
        delayMs = retryDelayMs(retry, { retry: attempt }) ?? 0;
      } finally {
        deadline.clear();
      }
      if (performance.now() + delayMs >= overallUntil) {
        throw new TimeoutError(call, "overall", failure);
      }
      budget -= cost;
      earned = cost;
      const event = { ...call, attempt, status: response?.status, delayMs, reason };
      notify(hooks.onRetry, () => event);
      await pause(delayMs, signal);
    }
  }

  return async (operationId, operation, given) => {
    const { method, path } = operation;
    calls += 1;
    const call = { callId: calls, provider: provider.name, operationId, method, path, attempts: 0 };
    const start = performance.now();
    const end: EndCall = (status, error) =>
      notify(hooks.onEnd, () => ({
        ...call,
        status,
        error,
        durationMs: performance.now() - start,
      }));
    try {
      const init = own(given);
      Object.assign(init, { params: own(init.params) });
      const result = await attemptUntilDone(call, operation, init, end);
      if (!result.isOpen) end(result.response.status);
      return result;
    } catch (cause) {
      // What an untyped program passed, or an error that cannot be read, may throw anything.
      const error = toError(cause, call, own({ isSent: call.attempts > 0 }));
      end(undefined, error.code);
      throw error;
    }
  };
}

function toError(
  cause: unknown,
  call: CallInfo,
  circumstances: {
    isSent: boolean;
    reason?: AbortReason | undefined;
    signal?: AbortSignal | undefined;
    response?: Response | undefined;
    exposeCause?: boolean | undefined;
  },
): CountersignError {
  const { reason, signal, isSent, response, exposeCause } = circumstances;
  if (cause instanceof CountersignError) return cause;
  if (reason === "caller") return new AbortError(call, signal?.reason);
  if (reason) return new TimeoutError(call, reason);
  if (response && cause instanceof SyntaxError) return new ResponseError(call, response);
  // Thrown at our limit, or by the platform at that of strings.
  if (response && cause instanceof RangeError) {
    return new ResponseError(
      call,
      response,
      "a body over `maxResponseBytes`",
      "response_too_large",
    );
  }
  if (isSent) return new ConnectionError(call, cause, exposeCause);
  return toCountersignError(cause, "request_invalid");
}

/** Returns whether another attempt may succeed. */
function isTransientError(error: CountersignError): boolean {
  return (
    error instanceof ConnectionError || (error instanceof TimeoutError && error.limit === "attempt")
  );
}
