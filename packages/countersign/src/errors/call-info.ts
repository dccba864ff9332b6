/** A call, as hooks and errors tell it: nothing secret and nothing personal. */
export interface CallInfo {
  /** The same in all events and errors of one call, and in no other of the client. */
  readonly callId: number;
  /** Name of the provider. */
  readonly provider: string;
  readonly operationId: string;
  readonly method: string;
  /** Path template, without the values of its parameters. */
  readonly path: string;
  /** Attempts of which a request has left, so far; 0 where nothing was sent. */
  readonly attempts: number;
}
