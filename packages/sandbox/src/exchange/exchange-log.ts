import type { SandboxExchange } from "./sandbox-exchange.ts";

/** An exchange with its number in the log. */
export interface LoggedExchange extends SandboxExchange {
  /** Counts from 1, in the order of the responses. */
  readonly id: number;
}

/** The latest exchanges of a sandbox, in memory. */
export interface ExchangeLog {
  /** Adds an exchange, and forgets the oldest ones if there are too many or they are too large. */
  add(exchange: SandboxExchange): void;
  /** Returns the exchanges, oldest first. */
  list(): readonly LoggedExchange[];
  /** Returns undefined for an exchange that was forgotten, or never was. */
  get(id: number): LoggedExchange | undefined;
  /** Forgets all; numbers are not used again. */
  clear(): void;
}

/** How much a log keeps. */
export interface ExchangeLogLimits {
  readonly exchanges: number;
  /** Bytes of all bodies together, of requests and responses. */
  readonly bodyBytes: number;
}

/** Bodies are kept whole, because a signature can only be explained with all of its bytes. */
const LIMITS: ExchangeLogLimits = { exchanges: 500, bodyBytes: 64 * 1024 * 1024 };

/** Creates an empty log. */
export function createExchangeLog(limits: ExchangeLogLimits = LIMITS): ExchangeLog {
  const kept = new Map<number, LoggedExchange>();
  let count = 0;
  let bytes = 0;
  const forgetOldest = () => {
    const [oldest] = kept.values();
    if (oldest === undefined) return;
    kept.delete(oldest.id);
    bytes -= sizeOf(oldest);
  };
  return {
    add(exchange) {
      count += 1;
      kept.set(count, { ...exchange, id: count });
      bytes += sizeOf(exchange);
      while (kept.size > limits.exchanges || (bytes > limits.bodyBytes && kept.size > 1)) {
        forgetOldest();
      }
    },
    list: () => [...kept.values()],
    get: (id) => kept.get(id),
    clear() {
      kept.clear();
      bytes = 0;
    },
  };
}

function sizeOf({ body, responseBody }: SandboxExchange): number {
  return body.length + Buffer.byteLength(responseBody);
}
