import type { OpenApiDocument } from "../documents/open-api-document.ts";
import type { SandboxExchange } from "../exchange/sandbox-exchange.ts";

/** How to start a sandbox. */
export interface SandboxOptions {
  /** Port to listen on; 0, the default, is any free port. */
  readonly port?: number | undefined;
  /** Serves just this provider, at `/` instead of `/<provider>`. */
  readonly provider?: string | undefined;
  /** Documents to serve instead of the bundled ones, by the provider's name in kebab-case. */
  readonly documents?: Readonly<Record<string, OpenApiDocument>> | undefined;
  /**
   * Observes each exchange, before the client has its answer. What it throws is answered with
   * status 500.
   */
  readonly onRequest?: ((exchange: SandboxExchange) => void) | undefined;
}
