import type { IncomingRequest } from "./incoming-request.ts";

/** A request that the sandbox received, with its outcome. */
export interface SandboxExchange extends IncomingRequest {
  /** Undefined if the path belongs to no provider. */
  readonly provider: string | undefined;
  /** Undefined if the request matches no operation. */
  readonly operationId: string | undefined;
  readonly status: number;
  /** Why the request was refused; undefined if it was not. */
  readonly reason: string | undefined;
}
