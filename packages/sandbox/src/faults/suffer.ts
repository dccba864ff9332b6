import { setTimeout as wait } from "node:timers/promises";
import type { Breakage } from "../exchange/breakage.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Fault } from "./fault.ts";

/**
 * Waits as long as a fault says, at most until the client is gone, and refuses if it says so.
 *
 * @throws Refusal with the fault's status.
 */
export async function suffer(fault: Fault, gone: AbortSignal): Promise<void> {
  const { status, retryAfter, delayMs } = fault;
  // A client that no longer waits gets no response in any case.
  if (delayMs !== undefined) await wait(delayMs, undefined, { signal: gone }).catch(() => {});
  if (status === undefined) return;
  throw new Refusal({
    status,
    code: "fault",
    message: `The sandbox was told to respond with ${status}.`,
    ...(retryAfter !== undefined && { headers: { "retry-after": String(retryAfter) } }),
  });
}

/** Returns a response that fails on its way. */
export function broken(response: SandboxResponse, breakage: Breakage | undefined): SandboxResponse {
  if (breakage === undefined) return response;
  if (breakage !== "html") return { ...response, breakage };
  const headers = { ...response.headers, "content-type": "text/html" };
  return { ...response, headers, body: "<!doctype html><title>Not what you expected</title>" };
}
