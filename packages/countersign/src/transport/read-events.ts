import type { CallInfo } from "../errors/call-info.ts";
import {
  AbortError,
  ConnectionError,
  CountersignError,
  type CountersignErrorCode,
  ResponseError,
  TimeoutError,
} from "../errors/errors.ts";
import type { EventStream } from "../provider-table/provider.ts";
import { startDeadline } from "./deadline.ts";
import { createEventParser } from "./event-parser.ts";
import { parseJson } from "./parse-json.ts";
import { quietly } from "./quietly.ts";

/** A server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent<Data = unknown> {
  /** Its name; `message` if it has none. */
  readonly event: string;
  readonly data: Data;
  /** The ID that it sets, if any: to continue after it, send the last one in the header `Last-Event-ID`. */
  readonly id?: string;
}

/** Reports the end of a call to its hooks. */
export type EndCall = (status?: number, error?: CountersignErrorCode) => void;

/** How to read an event stream. */
export interface EventReading {
  readonly call: CallInfo;
  readonly response: Response;
  readonly text: EventStream["text"];
  /** Whether a ConnectionError shows its cause as it was thrown. */
  readonly exposeCause: boolean | undefined;
  /** Limit for the silence of the stream, in milliseconds; 0 for no limit. */
  readonly idleMs: number;
  /** The caller's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** Called once the stream has ended or failed, or its reader has left it. */
  readonly end: EndCall;
}

/** Longest event, in characters, so that an event without end does not fill the memory. */
const MAX_EVENT_LENGTH = 16 * 1024 * 1024;

/** Data that many APIs send as the end of a stream of JSON, which it is not. */
const END_OF_DATA = "[DONE]";

/**
 * Yields the events of a stream as they arrive. It reads no further than its own reader does, and closes the
 * connection when that stops. Of events with JSON, it skips those without data, which only keep the connection
 * alive, and ends at `[DONE]`.
 *
 * It throws an AbortError if the caller's signal aborts, a TimeoutError if nothing arrives for too long, a
 * ConnectionError if the connection is lost, and a ResponseError for an event that is too long or not JSON.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  { call, response, text, idleMs, exposeCause, signal, end }: EventReading,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const reader = body.getReader();
  const parse = createEventParser(MAX_EVENT_LENGTH);
  let error: CountersignError | undefined;
  try {
    for (;;) {
      const deadline = startDeadline({
        attemptMs: idleMs,
        overallUntil: Number.POSITIVE_INFINITY,
        signal,
      });
      const { done, value } = await deadline
        .race(reader.read())
        .catch((cause: unknown) => {
          throw deadline.reason() === "attempt" ? new TimeoutError(call, "idle") : cause;
        })
        .finally(deadline.clear);
      if (done) return;
      const { events, isTooLong } = parse(value);
      for (const { event = "message", data, id } of events) {
        signal?.throwIfAborted();
        const isText = typeof text === "boolean" ? text : text.includes(event);
        if (!isText && data === "") continue;
        if (!isText && data === END_OF_DATA) return;
        yield {
          event,
          data: isText ? data : parseJson(data, call, response),
          ...(id !== undefined && { id }),
        };
      }
      if (isTooLong) {
        throw new ResponseError(call, response, `an event of over ${MAX_EVENT_LENGTH} characters`);
      }
    }
  } catch (cause) {
    error = toError(cause, { call, response, signal, exposeCause });
    throw error;
  } finally {
    quietly(() => reader.cancel());
    if (error === undefined) end(response.status);
    else end(undefined, error.code);
  }
}

function toError(
  cause: unknown,
  {
    call,
    response,
    signal,
    exposeCause,
  }: Pick<EventReading, "call" | "response" | "signal" | "exposeCause">,
): CountersignError {
  if (signal?.aborted) return new AbortError(call, signal.reason);
  if (cause instanceof CountersignError) return cause;
  if (cause instanceof SyntaxError) {
    return new ResponseError(call, response, "an event whose data is not JSON");
  }
  return new ConnectionError(call, cause, exposeCause);
}
