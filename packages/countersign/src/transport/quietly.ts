/** Starts something whose outcome no call may depend on: it is not awaited, and what it throws or rejects with is ignored. */
export function quietly(start: () => unknown): void {
  (async () => start())().catch(() => undefined);
}
