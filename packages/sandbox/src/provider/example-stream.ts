import { type Cursor, eventStreamOf } from "@countersign/spec/openapi";

/**
 * Returns the examples of a media type as an event stream, or undefined if it has none. An example is a stream as
 * sent, a list of events, an event, or the data of one.
 */
export function exampleStream(media: Cursor): string | undefined {
  const { isOfEvents } = eventStreamOf(media);
  const named = media.at("examples").entries();
  const examples = media.at("example").exists
    ? [media.at("example").value]
    : named.map(([, example]) => example.at("value").value);
  const isList = media.at("schema").at("type").value !== "array";
  const events = examples.flatMap((example) => (isList ? example : [example]));
  if (events.length === 0) return undefined;
  return events
    .map((event) => (isStream(event) ? ended(event) : toEvent(event, isOfEvents)))
    .join("");
}

/** Whether an example is a stream as sent: it begins with a field or a comment. */
function isStream(example: unknown): example is string {
  return typeof example === "string" && /^(:|(data|event|id|retry)(:|\n))/.test(example);
}

/** An event without an empty line after it would be discarded. */
function ended(stream: string): string {
  return `${stream.trimEnd()}\n\n`;
}

function toEvent(example: unknown, isOfEvents: boolean): string {
  const { event, id, data } = isOfEvents ? Object(example) : { data: example };
  const text = typeof data === "string" ? data : JSON.stringify(data ?? "");
  return [
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...text.split(/\r\n|\r|\n/).map((line) => `data: ${line}`),
    "\n",
  ].join("\n");
}
