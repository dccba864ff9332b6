import type { OpenApiDocument } from "../documents/open-api-document.ts";
import { Refusal, type RefusalReason } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { documentedRefusal } from "./documented-refusal.ts";

/** What an error is about, as far as it could be determined. */
export interface ErrorContext {
  readonly document: OpenApiDocument;
  readonly operation: Pick<Operation, "responses">;
}

/**
 * Turns an error thrown while handling a request into a response: with the body that the document describes for the
 * status, if it does, and otherwise the sandbox's own. The reason is in the header `x-sandbox-reason`, too.
 */
export function toErrorResponse(error: unknown, context?: ErrorContext): SandboxResponse {
  const reason = toReason(error);
  const { status, code, message, details, isOwn = false } = reason;
  const documented =
    context && !isOwn
      ? documentedRefusal(context.operation.responses, reason, context.document)
      : undefined;
  const { type, value } = documented?.body ?? {
    type: "application/json",
    value: { error: { code, message, details } },
  };
  return {
    status,
    headers: {
      ...documented?.headers,
      ...reason.headers,
      "x-sandbox-code": code,
      "x-sandbox-reason": headerValue(message),
      "content-type": type,
    },
    body: JSON.stringify(value),
    reason: message,
    ...(details && { details }),
  };
}

/** Returns why a request was refused. An error that is no refusal is a fault of the sandbox. */
export function toReason(error: unknown): RefusalReason {
  if (error instanceof Refusal) return error.reason;
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, code: "sandbox_error", message: `The sandbox failed: ${message}` };
}

/** Returns a message as a header value: these are visible ASCII, and a name in a message may contain anything. */
export function headerValue(message: string): string {
  return message.replaceAll(/[^ -~]/g, "?").slice(0, 1000);
}
