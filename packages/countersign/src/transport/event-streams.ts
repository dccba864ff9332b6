import { ResponseError } from "../errors/errors.ts";
import type { Operation } from "../provider-table/provider.ts";
import { type EventReading, readEvents, type ServerSentEvent } from "./read-events.ts";
import { discard, isEventStream, type ParseAs } from "./read-response.ts";

/** What opening an event stream needs to know of its call. */
export interface EventStreamCall extends Omit<EventReading, "response" | "text"> {
  readonly operation: Operation;
  /** What the caller passed. */
  readonly parseAs?: ParseAs | undefined;
}

/** Requests and opens event streams. */
export interface EventStreams {
  /** Adds an `Accept` header for what the caller can read, unless there is one. */
  accept(headers: Headers, operation: Operation, parseAs: ParseAs | undefined): void;
  /**
   * Returns the events of a response, or undefined if its body must be read in another way.
   *
   * @throws ResponseError, after discarding the body, if it must be an event stream but is not.
   */
  open(response: Response, call: EventStreamCall): AsyncIterable<ServerSentEvent> | undefined;
}

/** Requests and opens the event streams that a provider's document declares. */
export const eventStreams: EventStreams = {
  accept(headers, { eventStream: { otherTypes = [] } = { text: true } }, parseAs) {
    const events = parseAs === "json" ? [] : ["text/event-stream"];
    const types = [...(parseAs === "events" ? [] : otherTypes), ...events];
    if (types.length > 0 && !headers.has("accept")) headers.set("accept", types.join(", "));
  },
  open(response, { operation, parseAs, ...reading }) {
    const { ok, body } = response;
    if (!ok || body === null || (parseAs ?? "events") !== "events") return undefined;
    if (isEventStream(response)) {
      const { text } = operation.eventStream ?? { text: true };
      return readEvents(body, { ...reading, response, text });
    }
    if ((parseAs ?? operation.responseType) !== "events") return undefined;
    discard(response);
    throw new ResponseError(reading.call, response, "a body that is not an event stream");
  },
};
