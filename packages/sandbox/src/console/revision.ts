import type { Services } from "../control/services.ts";

/** Returns a string that differs whenever the console has something else to show. It is cheap, and can be asked for often. */
export function revisionOf({ exchanges, courier, faults, writes }: Services): string {
  const requests = exchanges.list().at(-1)?.id;
  const deliveries = courier.sent.map(({ state, attempts }) => [state, attempts.length]);
  const left = faults.list().map(({ id, left }) => [id, left]);
  return JSON.stringify([requests, exchanges.list().length, deliveries, left, writes()]);
}
