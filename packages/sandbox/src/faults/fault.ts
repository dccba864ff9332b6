import type { Breakage } from "../exchange/breakage.ts";

/** What goes wrong with a request. */
export interface Fault {
  /** Status to refuse with, from 400 to 599, in the provider's documented shape. */
  readonly status?: number | undefined;
  /** Seconds for the header `Retry-After` of a refusal. */
  readonly retryAfter?: number | undefined;
  /** Milliseconds to wait before anything else. */
  readonly delayMs?: number | undefined;
  /** How the response fails on its way. */
  readonly breakage?: Breakage | undefined;
}

/** Which requests a fault is for. */
export interface FaultRule extends Fault {
  /** Default: every provider. */
  readonly provider?: string | undefined;
  /** `operationId`, as in the document. Default: every operation. */
  readonly operation?: string | undefined;
  /** How many requests it is for. Default: all. */
  readonly times?: number | undefined;
}
