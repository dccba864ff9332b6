import type { Clock } from "../world/clock.ts";
import { deliveryHeaders, type SignatureVariant } from "./delivery-headers.ts";
import type { DeliverySource } from "./delivery-source.ts";
import type { Receiver } from "./receivers.ts";
import type { SampleEvent } from "./sample-event.ts";
import type { SandboxDelivery } from "./sandbox-delivery.ts";
import { sendDelivery } from "./send-delivery.ts";
import { signingProblem } from "./signing-problem.ts";

/** An event as it is sent to one receiver or several. */
export interface Letter extends SampleEvent {
  readonly provider: DeliverySource;
  /** Name of the event. */
  readonly name: string;
  /** The body as sent. */
  readonly text: string;
}

/** A letter to a receiver. */
export interface Parcel {
  readonly letter: Letter;
  readonly receiver: Receiver;
  readonly signature: SignatureVariant;
  /** Milliseconds before each further attempt. */
  readonly delaysInMs: readonly number[];
  /** What users see of it, kept up to date. */
  readonly delivery: { -readonly [Key in keyof SandboxDelivery]: SandboxDelivery[Key] };
}

/** Sends parcels: to each receiver one at a time, in the order in which they were handed over. */
export interface Carrier {
  /** Sends a parcel after those before it to the same receiver. Resolves when it has been attempted once. */
  send(parcel: Parcel): Promise<void>;
  /** Sends a parcel after so many milliseconds on the clock. */
  sendAfter(milliseconds: number, parcel: Parcel): void;
  /** Drops what is on its way or planned. */
  clear(): void;
}

/** Creates a carrier. */
export function createCarrier(clock: Clock): Carrier {
  const queues = new Map<string, Promise<void>>();
  const planned = new Set<() => void>();
  let end = new AbortController();

  const attempt = async (parcel: Parcel): Promise<void> => {
    const { letter, receiver, signature, delivery, delaysInMs } = parcel;
    const { provider, text: body } = letter;
    delivery.nextAttemptAt = undefined;
    delivery.error = receiver.problem ?? signingProblem(provider, signature, receiver);
    if (delivery.error !== undefined) {
      delivery.state = "failed";
      return;
    }
    const now = clock.now();
    const headers = signed(parcel, now);
    const { timeoutInMs } = provider.deliveries.retries;
    const { signal } = end;
    const limits = { timeoutInMs, signal };
    const outcome = await sendDelivery(receiver.url, { headers, body }, limits);
    const sentAt = new Date(now).toISOString();
    const delayInMs = delaysInMs[delivery.attempts.length];
    delivery.attempts = [...delivery.attempts, { sentAt, headers, ...outcome }];
    Object.assign(delivery, { headers, ...outcome });
    const { status = 0 } = outcome;
    if (status >= 200 && status < 300) delivery.state = "delivered";
    else if (signal.aborted) delivery.state = "dropped";
    else if (delayInMs === undefined) delivery.state = "failed";
    else sendAfter(delayInMs, parcel);
  };

  const send = (parcel: Parcel): Promise<void> => {
    const { key } = parcel.receiver;
    const work = (queues.get(key) ?? Promise.resolve()).then(() => attempt(parcel));
    queues.set(key, work);
    clock.track(work);
    return work;
  };

  const sendAfter = (milliseconds: number, parcel: Parcel): void => {
    const at = clock.now() + milliseconds;
    parcel.delivery.nextAttemptAt = new Date(at).toISOString();
    const cancel = clock.schedule(at, () => {
      planned.delete(cancel);
      return send(parcel);
    });
    planned.add(cancel);
  };

  return {
    send,
    sendAfter,
    clear() {
      end.abort();
      end = new AbortController();
      for (const cancel of planned) cancel();
      planned.clear();
    },
  };
}

/** Returns the headers of a parcel with what authenticates it. */
function signed(
  { letter, receiver, signature: variant }: Parcel,
  now: number,
): Record<string, string> {
  const { headers, text, provider } = letter;
  const authentic = deliveryHeaders(
    provider.deliveries.authentication,
    { body: new TextEncoder().encode(text), headers },
    { secrets: receiver.secrets(), variant, now },
  );
  return { ...headers, ...authentic };
}
