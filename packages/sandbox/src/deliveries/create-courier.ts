import { isObject } from "@countersign/spec/json";
import { SandboxError } from "../errors/sandbox-error.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import type { Clock } from "../world/clock.ts";
import type { Ids } from "../world/ids.ts";
import { createCarrier, type Letter, type Parcel } from "./create-carrier.ts";
import { assertNumber, createDeliveryRules } from "./delivery-rules.ts";
import type { DeliverySource } from "./delivery-source.ts";
import { urlProblem } from "./receiver-url.ts";
import type { Receiver, Receivers } from "./receivers.ts";
import { type EventChanges, sampleEvent } from "./sample-event.ts";
import type { DeliveryOptions, ResendOptions, SandboxDelivery } from "./sandbox-delivery.ts";
import type { DeliveryOrder, SandboxWebhooks } from "./sandbox-webhooks.ts";
import { assertSignable } from "./signing-problem.ts";

/** An event that a provider publishes. */
export interface PublishedEvent {
  readonly provider: string;
  /** Account that it concerns; receivers of other accounts do not get it. */
  readonly account: string;
  readonly event: string;
  /** Returns the body, given the documented example of it. */
  readonly body: (example: unknown) => unknown;
}

/** Sends webhook deliveries as the providers would. */
export interface Courier extends SandboxWebhooks {
  /** Every delivery, in the order in which they were published or asked for. */
  readonly sent: readonly SandboxDelivery[];
  /**
   * Sends an event to one receiver, once.
   *
   * @throws SandboxError `unknown_provider` or `invalid_delivery`.
   */
  deliver(options: DeliveryOptions): Promise<SandboxDelivery>;
  /**
   * Sends an event to the receivers of its provider, after those that were published before, and retries as the document
   * declares. Does not wait for anything. A delivery that fails does not hold up later ones: no provider documents that it would.
   */
  publish(event: PublishedEvent): void;
  /** Forgets every delivery, and drops what is on its way, planned or held back. */
  clear(): void;
}

/** What a courier works with. */
export interface CourierOptions {
  readonly providers: readonly DeliverySource[];
  readonly receivers: Receivers;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Packing = Pick<Parcel, "letter" | "receiver"> &
  Partial<Pick<Parcel, "signature" | "delaysInMs">> & { readonly isResent?: boolean };

/** Creates a courier. */
export function createCourier({ providers, receivers, clock, ids }: CourierOptions): Courier {
  const sent: SandboxDelivery[] = [];
  const rules = createDeliveryRules(providers);
  const carrier = createCarrier(clock);
  let held: Parcel[] | undefined;

  const write = (
    provider: DeliverySource,
    changes: EventChanges,
    revised = (body: unknown): unknown => body,
  ): Letter => {
    const { name } = changes;
    const operation = provider.events.get(name) ?? provider.noEvent;
    const event = sampleEvent(operation, changes, { scheme: provider.deliveries, ids });
    const headers = { "content-type": "application/json", ...event.headers };
    const body = revised(event.body);
    return { ...event, provider, name, headers, body, text: JSON.stringify(body) };
  };

  const pack = ({
    letter,
    receiver,
    signature = "valid",
    delaysInMs = [],
    isResent = false,
  }: Packing): Parcel => {
    const { provider, name, id, headers, text: body } = letter;
    const { kind } = provider.deliveries.authentication;
    const resend = async (changes: ResendOptions = {}): Promise<SandboxDelivery> => {
      const { url, after } = changes;
      assertNumber("after", after, Number.isFinite);
      const to = url === undefined ? receiver : receiverAt(provider, url);
      assertSignable(provider, changes.signature, to);
      const again = { letter, receiver: to, signature: changes.signature ?? "valid" };
      return sendOnce(pack({ ...again, isResent: true }), after);
    };
    const delivery: Parcel["delivery"] = {
      ...{ provider: provider.name, event: name, id, url: receiver.url, receiver: receiver.id },
      ...{ state: "pending", status: undefined, error: undefined, response: undefined },
      ...{ attempts: [], nextAttemptAt: undefined, headers, body, isResent, resend },
      isAuthenticated: signature !== "missing" && (kind === "signature" || kind === "token"),
    };
    sent.push(delivery);
    return { letter, receiver, signature, delaysInMs, delivery };
  };

  /** Sends a parcel now, or lets the clock do it. */
  const sendOnce = async (parcel: Parcel, after: number | undefined): Promise<SandboxDelivery> => {
    if (after === undefined) await carrier.send(parcel);
    else carrier.sendAfter(after * 1000, parcel);
    return parcel.delivery;
  };

  const receiverAt = (provider: DeliverySource, url: string): Receiver => {
    const problem = urlProblem(url);
    if (problem !== undefined) throw new SandboxError("invalid_delivery", problem);
    return receivers.at(provider, url);
  };

  return {
    sent,
    async deliver({ event: name, body, id, url, signature = "valid", after, ...options }) {
      const provider = providerNamed(options.provider, providers);
      assertNumber("after", after, Number.isFinite);
      assertSignable(provider, signature);
      if (!provider.events.has(name) && !isObject(body)) throw unknownEvent(provider, name);
      const [first] = receivers.of(provider, name);
      const receiver = url === undefined ? first : receiverAt(provider, url);
      if (receiver === undefined) throw noReceiver(provider);
      assertSignable(provider, signature, receiver);
      const letter = write(provider, { name, body, id });
      return sendOnce(pack({ letter, receiver, signature }), after);
    },
    publish({ provider: name, account, event, body }) {
      const provider = providerNamed(name, providers);
      const found = receivers.of(provider, event, account);
      if (found.length === 0) return;
      const letter = write(provider, { name: event, body: undefined, id: undefined }, body);
      const { signature = "valid", after, duplicates = 0 } = rules.of(name, event);
      const { delaysInMs } = provider.deliveries.retries;
      for (const receiver of found) {
        for (let copy = 0; copy <= duplicates; copy += 1) {
          const parcel = pack({ letter, receiver, signature, delaysInMs, isResent: copy > 0 });
          if (after !== undefined) carrier.sendAfter(after * 1000, parcel);
          else if (held !== undefined) held.push(parcel);
          else void carrier.send(parcel);
        }
      }
    },
    pause() {
      held ??= [];
    },
    release(order = "published") {
      const parcels = inOrder(held ?? [], order);
      held = undefined;
      for (const parcel of parcels) void carrier.send(parcel);
    },
    alter: rules.add,
    // What is due now is what the clock runs if it does not move.
    settled: () => clock.advance(0),
    clear() {
      carrier.clear();
      held = undefined;
      sent.length = 0;
    },
  };
}

/** Returns parcels in the order in which they are sent, and drops the others. */
function inOrder(held: readonly Parcel[], order: DeliveryOrder): readonly Parcel[] {
  if (order === "published") return held;
  if (order === "reversed") return [...held].reverse();
  const parcels = new Map<SandboxDelivery, Parcel>(held.map((each) => [each.delivery, each]));
  const chosen = order(held.map(({ delivery }) => delivery)).map((delivery) => {
    const parcel = parcels.get(delivery);
    parcels.delete(delivery);
    if (parcel !== undefined) return parcel;
    const message = "`release` must be given deliveries that are held back, each of them once.";
    throw new SandboxError("invalid_delivery", message);
  });
  for (const { delivery } of parcels.values()) delivery.state = "dropped";
  return chosen;
}

function noReceiver({ name }: DeliverySource): SandboxError {
  const message = `There is no receiver for ${name}; pass \`url\`, or \`webhooks\` to \`startSandbox\`.`;
  return new SandboxError("invalid_delivery", message);
}

function unknownEvent({ name, events }: DeliverySource, event: string): SandboxError {
  const known = [...events.keys()];
  const some = known.slice(0, 10).join(", ") + (known.length > 10 ? ", …" : "");
  const message = `${name} documents no event "${event}"; pass its \`body\`, or use one of: ${some}.`;
  return new SandboxError("invalid_delivery", message);
}
