import type { DocumentNode } from "../documents/document-node.ts";
import type { Operation } from "../documents/read-operations.ts";
import type { Answer } from "./answer.ts";
import { Refusal } from "./refusal.ts";

/** Headers that describe the transfer itself: an example of them would break the answer. */
const TRANSFER_HEADERS = ["content-type", "content-length", "transfer-encoding", "connection"];

/**
 * Composes the answer that an operation's document gives as an example of success.
 *
 * @throws Refusal 500 naming the operation when the document has no such example.
 */
export function exampleAnswer({ id, responses }: Operation): Answer {
  const [success] = responses
    .entries()
    .filter(([status]) => /^2(\d\d|XX)$/i.test(status))
    .map(([status, response]) => ({ status: Number(status.replace(/XX/i, "00")), response }))
    .sort((one, other) => one.status - other.status);
  if (success === undefined) throw missing(id, "documents no answer of success");
  const { status, response } = success;
  const headers = exampleHeaders(response);
  const content = response.child("content").entries();
  const [first] = content;
  if (first === undefined) return { status, headers, body: "" };
  const [type, media] = content.find(([, each]) => mediaExample(each) !== undefined) ?? first;
  const body = toBody(type, mediaExample(media));
  if (body === undefined) throw missing(id, `has no example of its ${status} answer`);
  return { status, headers: { ...headers, "content-type": type }, body };
}

function mediaExample(media: DocumentNode): unknown {
  const { value } = media.child("example");
  if (value !== undefined) return value;
  const [first] = media.child("examples").entries();
  return first?.[1].child("value").value;
}

function toBody(type: string, example: unknown): string | undefined {
  if (/^[^;]*\bjson\b/i.test(type)) return JSON.stringify(example);
  if (typeof example === "string") return example;
  return JSON.stringify(example) ?? "";
}

function exampleHeaders(response: DocumentNode): Record<string, string> {
  const examples = response
    .child("headers")
    .entries()
    .filter(([name]) => !TRANSFER_HEADERS.includes(name.toLowerCase()))
    .map(([name, header]) => [name, headerExample(header)] as const)
    .filter(([, example]) => ["string", "number", "boolean"].includes(typeof example));
  return Object.fromEntries(examples.map(([name, example]) => [name, String(example)]));
}

function headerExample(header: DocumentNode): unknown {
  const schema = header.child("schema");
  return (
    mediaExample(header) ??
    schema.child("example").value ??
    schema.child("examples").child("0").value
  );
}

function missing(operationId: string, problem: string): Refusal {
  const message = `The operation ${operationId} ${problem}, so the sandbox has nothing to answer.`;
  return new Refusal({ status: 500, code: "no_example", message });
}
