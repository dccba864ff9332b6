import { type Cursor, isEventStream } from "@countersign/spec/openapi";
import { exampleHeaders, mediaExample } from "../documents/examples.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { successResponse } from "../operations/success-response.ts";
import { exampleStream } from "./example-stream.ts";

/**
 * Returns the documented example of an operation's success response: if that can be an event stream, the first that
 * the request accepts.
 *
 * @param accept - The request's `Accept` header.
 * @throws Refusal 500 that names the operation if the document has no such example.
 */
export function exampleResponse(operation: Operation, accept?: string | string[]): SandboxResponse {
  const { id } = operation;
  const success = successResponse(operation);
  if (success === undefined) throw missing(id, "documents no success response");
  const { status, response } = success;
  const headers = exampleHeaders(response);
  const content = accepted(response.at("content").entries(), String(accept ?? "*/*"));
  const [first] = content;
  if (first === undefined) return { status, headers, body: "" };
  const [type, media] = content.find(([, each]) => mediaExample(each) !== undefined) ?? first;
  const body = isEventStream(type) ? exampleStream(media) : toBody(type, mediaExample(media));
  if (body === undefined) throw missing(id, `has no example of its ${status} response`);
  return { status, headers: { ...headers, "content-type": type }, body };
}

function accepted(content: [string, Cursor][], accept: string): [string, Cursor][] {
  if (!content.some(([type]) => isEventStream(type)) || accept.includes("*/*")) return content;
  const types = accept.split(",").map(mediaType);
  const found = content.filter(([type]) => types.includes(mediaType(type)));
  return found.length > 0 ? found : content;
}

/** Returns a media type without its parameters. */
function mediaType(value: string): string {
  return value.replace(/;.*/, "").trim().toLowerCase();
}

function toBody(type: string, example: unknown): string | undefined {
  if (/^[^;]*\bjson\b/i.test(type)) return JSON.stringify(example);
  if (typeof example === "string") return example;
  return JSON.stringify(example) ?? "";
}

function missing(operationId: string, problem: string): Refusal {
  const message = `The operation ${operationId} ${problem}, so the sandbox cannot respond.`;
  return new Refusal({ status: 500, code: "no_example", message });
}
