/** A response of the sandbox. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why the request was refused; absent if it was not. */
  readonly reason?: string;
}
