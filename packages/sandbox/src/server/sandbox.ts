/** What a client needs to talk to one provider of a sandbox: its options. */
export interface SandboxConnection {
  readonly baseUrl: string;
  readonly [credential: string]: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** For example `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Names of the providers that it stands in for. */
  readonly providers: readonly string[];
  /**
   * Returns the base URL of a provider and the credentials that the sandbox accepts for it. The
   * result has the type of the options that it is used as; by itself it is a `SandboxConnection`.
   * Which credentials there are stands in the provider's document, so no type can check that here.
   *
   * @throws SandboxError `unknown_provider`.
   */
  connection<Options extends object = SandboxConnection>(provider: string): Options;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
