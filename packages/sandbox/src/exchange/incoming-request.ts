import type { IncomingHttpHeaders } from "node:http";

/** A request as it arrived: nothing decoded, nothing normalised. */
export interface IncomingRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query exactly as on the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}
