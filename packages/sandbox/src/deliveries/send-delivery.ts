/** What became of a delivery. */
export interface DeliveryOutcome {
  /** The receiver's status; undefined if there was no response. */
  readonly status: number | undefined;
  /** Why there was no response. */
  readonly error: string | undefined;
}

/** How long a receiver may take, in milliseconds. */
const TIMEOUT_IN_MS = 10_000;

/** Sends a delivery, once, and follows no redirect. */
export async function sendDelivery(
  url: string,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
): Promise<DeliveryOutcome> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_IN_MS);
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal,
      redirect: "manual",
    });
    await response.body?.cancel();
    return { status: response.status, error: undefined };
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    const reason = cause instanceof Error && cause.message !== "" ? cause.message : message;
    return { status: undefined, error: reason };
  }
}
