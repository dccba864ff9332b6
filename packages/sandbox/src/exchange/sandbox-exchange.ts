import type { Breakage } from "./breakage.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { RefusalDetail } from "./refusal.ts";

/** A request that the sandbox received, with its outcome. */
export interface SandboxExchange extends IncomingRequest {
  /** Undefined if the path belongs to no provider. */
  readonly provider: string | undefined;
  /** Undefined if the request matches no operation. */
  readonly operationId: string | undefined;
  readonly status: number;
  /** Why the request was refused; undefined if it was not. */
  readonly reason: string | undefined;
  /** The problems that validation found in the request. */
  readonly details: readonly RefusalDetail[];
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  /** How the response failed on its way; undefined if it did not. */
  readonly breakage: Breakage | undefined;
  /** When the request arrived by the sandbox's clock, in milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  /** How long the sandbox took, in milliseconds of real time. */
  readonly durationMs: number;
}
