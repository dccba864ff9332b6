/** What became of a delivery. */
export interface DeliveryOutcome {
  /** The receiver's status; undefined if there was no response. */
  readonly status: number | undefined;
  /** Why there was no response. */
  readonly error: string | undefined;
  /** First 16 KiB of the body of the receiver's response; undefined if there was no response. */
  readonly response: string | undefined;
}

/** How a delivery is sent. */
export interface DeliveryLimits {
  readonly timeoutInMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

const MAX_RESPONSE_IN_BYTES = 16 * 1024;

/** Sends a delivery, once, and follows no redirect. */
export async function sendDelivery(
  url: string,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
  { timeoutInMs, signal: end }: DeliveryLimits,
): Promise<DeliveryOutcome> {
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutInMs), end]);
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal,
      redirect: "manual",
    });
    return { status: response.status, error: undefined, response: await beginningOf(response) };
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    const reason = cause instanceof Error && cause.message !== "" ? cause.message : message;
    return { status: undefined, error: reason, response: undefined };
  }
}

/** Returns the beginning of a response's body. A body that breaks off counts as far as it arrived. */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      // Leaving the loop cancels the rest.
      if (length >= MAX_RESPONSE_IN_BYTES) break;
    }
  } catch {
    // The status says whether the delivery was accepted.
  }
  return Buffer.concat(chunks).subarray(0, MAX_RESPONSE_IN_BYTES).toString();
}
