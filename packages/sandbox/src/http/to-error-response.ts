import { Refusal, type RefusalReason } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";

/** Turns an error thrown while handling a request into a response. */
export function toErrorResponse(error: unknown): SandboxResponse {
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
