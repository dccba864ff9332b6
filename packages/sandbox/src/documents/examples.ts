import type { Cursor } from "@countersign/spec/openapi";

/** Headers that describe the transfer: sending the example of one would break the response. */
const TRANSFER_HEADERS = ["content-type", "content-length", "transfer-encoding", "connection"];

/** Returns the documented examples of a response's headers. */
export function exampleHeaders(response: Cursor): Record<string, string> {
  const examples = response
    .at("headers")
    .entries()
    .filter(([name]) => !TRANSFER_HEADERS.includes(name.toLowerCase()))
    .map(([name, header]) => [name, headerExample(header)] as const)
    .filter(([, example]) => ["string", "number", "boolean"].includes(typeof example));
  return Object.fromEntries(examples.map(([name, example]) => [name, String(example)]));
}

function headerExample(header: Cursor): unknown {
  const schema = header.at("schema");
  return mediaExample(header) ?? schema.at("example").value ?? schema.at("examples").at(0).value;
}

/** Returns the example of a media type, a parameter or a header: the first, if there are several. */
export function mediaExample(media: Cursor): unknown {
  const { value } = media.at("example");
  if (value !== undefined) return value;
  const [first] = media.at("examples").entries();
  return first?.[1].at("value").value;
}
