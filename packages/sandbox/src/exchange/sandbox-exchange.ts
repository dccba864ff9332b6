import type { IncomingRequest } from "./incoming-request.ts";

/** A request that the sandbox received, and what became of it. */
export interface SandboxExchange extends IncomingRequest {
  /** Undefined when the path belongs to no provider. */
  readonly provider: string | undefined;
  /** Undefined when the request is for no operation. */
  readonly operationId: string | undefined;
  readonly status: number;
  /** Why the request was refused; undefined when it was answered with an example. */
  readonly reason: string | undefined;
}
