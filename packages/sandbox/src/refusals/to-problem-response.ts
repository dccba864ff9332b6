import { STATUS_CODES } from "node:http";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { headerValue, toReason } from "./to-error-response.ts";

/** Turns an error into a response of the sandbox itself: problem details, as RFC 9457 defines. */
export function toProblemResponse(error: unknown): SandboxResponse {
  const { status, code, message, details, headers } = toReason(error);
  return {
    status,
    headers: {
      ...headers,
      "x-sandbox-code": code,
      "x-sandbox-reason": headerValue(message),
      "content-type": "application/problem+json",
    },
    body: JSON.stringify({
      type: "about:blank",
      title: STATUS_CODES[status],
      status,
      detail: message,
      code,
      problems: details,
    }),
    reason: message,
  };
}
