import type { Answer } from "../exchange/answer.ts";
import { Refusal, type RefusalReason } from "../exchange/refusal.ts";

/** Turns whatever was thrown while handling a request into the answer to it. */
export function toErrorAnswer(error: unknown): Answer {
  const { status, code, message, details, headers } = toReason(error);
  return {
    status,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ error: { code, message, details } }),
    reason: message,
  };
}

function toReason(error: unknown): RefusalReason {
  if (error instanceof Refusal) return error.reason;
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, code: "sandbox_error", message: `The sandbox failed: ${message}` };
}
