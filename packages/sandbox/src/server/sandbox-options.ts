import type { WebhookReceivers } from "../deliveries/webhook-receiver.ts";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import type { SandboxExchange } from "../exchange/sandbox-exchange.ts";
import type { FaultRule } from "../faults/fault.ts";
import type { Links } from "../verifications/page-url.ts";
import type { Time } from "../world/to-time.ts";

/** Options of a sandbox. */
export interface SandboxOptions {
  /** Port to listen on. Default: 0, any free port. */
  readonly port?: number | undefined;
  /**
   * Name or address of this machine to listen on; `0.0.0.0` is all of them. Default: `127.0.0.1`, which no other machine can
   * reach.
   */
  readonly host?: string | undefined;
  /** Names besides `localhost` and `host` by which it is called, such as that of its container, without a port. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Serves only this provider, at `/` instead of `/<provider>`. */
  readonly provider?: string | undefined;
  /** Documents to serve instead of the bundled ones, by provider name in kebab-case. */
  readonly documents?: Readonly<Record<string, OpenApiDocument>> | undefined;
  /** Whether pages of `localhost` and of loopback addresses may call the sandbox (CORS). Default: false. */
  readonly cors?: boolean | undefined;
  /** Receivers of webhooks, by provider: a URL, or several receivers. Requests can register others, where the provider has operations for it. */
  readonly webhooks?: WebhookReceivers | undefined;
  /**
   * Hosts to which deliveries go, besides this machine, if a request registered a receiver there. Default: none, so that an
   * example URL in a test is not called. Receivers in `webhooks` may be anywhere.
   */
  readonly webhookHosts?: readonly string[] | undefined;
  /** Whether each request gets the documented example, whatever was requested before. Default: false. */
  readonly stateless?: boolean | undefined;
  /**
   * Path of a SQLite file that keeps what was requested between runs, together with everything that was sent, personal
   * data included. It is created if it does not exist. Requires Node 22.13. Default: state is kept in memory only.
   */
  readonly state?: string | undefined;
  /**
   * Where links to the end user's page lead: to the sandbox's own page, or to where the provider's would, for those who
   * assert on them. Default: `sandbox`.
   */
  readonly links?: Links | undefined;
  /** Makes IDs, secrets and tokens the same in each run with the same requests. Default: none of them can be foreseen. */
  readonly seed?: string | undefined;
  /**
   * Time at which the sandbox's clock stands, until `sandbox.clock` moves it: an RFC 3339 time, a `Date`, or milliseconds
   * since the Unix epoch. Default: the system's time.
   */
  readonly now?: Time | undefined;
  /** Whether requests are counted, and refused beyond the limit that a provider documents. Default: false. */
  readonly rateLimits?: boolean | undefined;
  /** What goes wrong from the start; `sandbox.fail` adds more. */
  readonly faults?: readonly FaultRule[] | undefined;
  /**
   * Called with each exchange before the response is sent. If it throws, the response has status
   * 500.
   */
  readonly onRequest?: ((exchange: SandboxExchange) => void) | undefined;
}
