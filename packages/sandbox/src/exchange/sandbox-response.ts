import type { Breakage } from "./breakage.ts";
import type { RefusalDetail } from "./refusal.ts";

/** A response of the sandbox. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why the request was refused; absent if it was not. */
  readonly reason?: string;
  /** What validation found; absent if nothing. */
  readonly details?: readonly RefusalDetail[];
  /** How it fails on its way; absent if it does not. */
  readonly breakage?: Breakage;
}
