import { createParser, type EventSourceMessage } from "eventsource-parser";

/** The events that a chunk of bytes completes. */
export interface ParsedChunk {
  readonly events: readonly EventSourceMessage[];
  /** Whether the event after them is longer than allowed. */
  readonly isTooLong: boolean;
}

/**
 * Returns a function that parses the chunks of an event stream, which may begin and end anywhere, by
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 *
 * @param maxLength - Longest event, in characters.
 */
export function createEventParser(maxLength: number): (chunk: Uint8Array) => ParsedChunk {
  let events: EventSourceMessage[] = [];
  let isTooLong = false;
  let endsInReturn = false;
  const decoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: maxLength,
    onEvent(event) {
      isTooLong ||= event.data.length > maxLength;
      if (!isTooLong) events.push(event);
    },
    // Anything else that is not valid must be ignored.
    onError(error) {
      isTooLong ||= error.type === "max-buffer-size-exceeded";
    },
  });
  // The decoder removes a byte order mark. The parser takes other characters at the beginning for one.
  parser.feed("");
  return (chunk) => {
    events = [];
    const decoded = decoder.decode(chunk, { stream: true });
    const string = endsInReturn && decoded.startsWith("\n") ? decoded.slice(1) : decoded;
    if (decoded !== "") endsInReturn = string.endsWith("\r");
    // The parser would wait for the next chunk, although a carriage return alone ends a line.
    parser.feed(endsInReturn && string !== "" ? `${string}\n` : string);
    return { events, isTooLong };
  };
}
