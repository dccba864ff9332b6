/** A call as hooks and errors report it. Contains nothing secret or personal. */
export interface CallInfo {
  /** Identifies the call within its client. All events and errors of a call share it. */
  readonly callId: number;
  /** Provider name. */
  readonly provider: string;
  readonly operationId: string;
  readonly method: string;
  /** Path template, without parameter values. */
  readonly path: string;
  /** Number of attempts sent so far; 0 if nothing was sent. */
  readonly attempts: number;
}
