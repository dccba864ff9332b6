import type { Courier } from "../deliveries/create-courier.ts";
import type { Receivers } from "../deliveries/receivers.ts";
import type { ExchangeLog } from "../exchange/exchange-log.ts";
import type { FaultList } from "../faults/fault-list.ts";
import type { Provider } from "../provider/create-provider.ts";
import type { FindMount } from "../provider/mount-providers.ts";
import type { Verifications } from "../verifications/verification.ts";
import type { Clock } from "../world/clock.ts";

/** What the console and the control API show and change. */
export interface Services {
  /** URL of the sandbox, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly providers: readonly Provider[];
  readonly findMount: FindMount;
  /** Returns the base URL of a provider. */
  readonly baseUrl: (provider: string) => string;
  readonly verifications: Verifications;
  readonly exchanges: ExchangeLog;
  readonly courier: Courier;
  readonly receivers: Pick<Receivers, "at">;
  readonly faults: FaultList;
  readonly clock: Clock;
  /** Returns how often a record was changed. */
  readonly writes: () => number;
  /** Forgets records, requests, deliveries and faults. */
  readonly reset: () => void;
}
