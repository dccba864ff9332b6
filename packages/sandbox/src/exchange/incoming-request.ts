import type { IncomingHttpHeaders } from "node:http";

/** A request as it arrived, neither decoded nor normalised. */
export interface IncomingRequest {
  /** In upper case. */
  readonly method: string;
  /** Path and query, exactly as on the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}
