import { isObject } from "@countersign/spec/json";
import { SandboxError } from "../errors/sandbox-error.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import { deliveryHeaders, type SignatureVariant, VARIANTS } from "./delivery-headers.ts";
import type { DeliverySource } from "./delivery-source.ts";
import { type SampleEvent, sampleEvent } from "./sample-event.ts";
import type { DeliveryOptions, SandboxDelivery } from "./sandbox-delivery.ts";
import { sendDelivery } from "./send-delivery.ts";

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
export interface Courier {
  /** Everything that was sent, in order. */
  readonly sent: readonly SandboxDelivery[];
  /** @throws SandboxError `unknown_provider` or `invalid_delivery`. */
  deliver(options: DeliveryOptions): Promise<SandboxDelivery>;
  /** Sends an event to the receivers of its provider, after those that were published before. */
  publish(event: PublishedEvent): void;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

/** Creates a courier that sends to these receivers by default, by provider. */
export function createCourier(
  providers: readonly DeliverySource[],
  receivers: Readonly<Record<string, string>>,
): Courier {
  const sent: SandboxDelivery[] = [];
  for (const [name, url] of Object.entries(receivers)) {
    providerNamed(name, providers);
    assertUrl(url);
  }

  const send = async (
    provider: DeliverySource,
    event: SampleEvent & { readonly name: string },
    { url = receivers[provider.name], signature = "valid" }: Partial<DeliveryOptions>,
  ): Promise<SandboxDelivery> => {
    if (url === undefined) {
      const problem = `There is no receiver for ${provider.name}; pass \`url\`, or \`webhooks\` to \`startSandbox\`.`;
      throw new SandboxError("invalid_delivery", problem);
    }
    assertUrl(url);
    const body = JSON.stringify(event.body);
    const own = { "content-type": "application/json", ...event.headers };
    const authentic = deliveryHeaders(
      provider.deliveries.authentication,
      { body: new TextEncoder().encode(body), headers: own },
      { secret: provider.webhookSecret ?? "", variant: signature, now: provider.now() },
    );
    const headers = { ...own, ...authentic };
    const outcome = await sendDelivery(url, { headers, body });
    const delivery = {
      ...{ provider: provider.name, event: event.name, id: event.id, url, headers, body },
      ...outcome,
      isAuthenticated: Object.keys(authentic).length > 0,
      resend: (again: Pick<DeliveryOptions, "url" | "signature"> = {}) =>
        send(provider, event, { url, ...again }),
    };
    sent.push(delivery);
    return delivery;
  };

  let queue: Promise<unknown> = Promise.resolve();
  const publish = ({ provider: name, event, body }: PublishedEvent): void => {
    const provider = providerNamed(name, providers);
    const operation = provider.events.get(event) ?? provider.noEvent;
    if (receivers[name] === undefined) return;
    const sample = sampleEvent(
      operation,
      { name: event, body: undefined, id: undefined },
      provider.deliveries,
    );
    const published = { ...sample, body: body(sample.body), name: event };
    queue = queue.then(() => send(provider, published, {}));
  };

  return {
    sent,
    publish,
    settled: async () => void (await queue),
    async deliver(options) {
      const provider = providerNamed(options.provider, providers);
      assertSignable(provider, options.signature);
      const { event: name, body, id } = options;
      const operation = provider.events.get(name);
      if (operation === undefined && !isObject(body)) throw unknownEvent(provider, name);
      const event = sampleEvent(
        operation ?? provider.noEvent,
        { name, body, id },
        provider.deliveries,
      );
      return send(provider, { ...event, name }, options);
    },
  };
}

function assertUrl(url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  const message = `The receiver ${JSON.stringify(url)} must be an http or https URL.`;
  throw new SandboxError("invalid_delivery", message);
}

function assertSignable(
  { name, deliveries }: DeliverySource,
  variant: SignatureVariant = "valid",
): void {
  const { authentication } = deliveries;
  if (!VARIANTS.includes(variant)) {
    const message = `The \`signature\` of a delivery must be one of ${VARIANTS.join(", ")}.`;
    throw new SandboxError("invalid_delivery", message);
  }
  if (authentication.kind === "unsupported" && variant !== "missing") {
    const message = `The sandbox cannot sign deliveries of ${name}, which need ${authentication.what}. Sign them with \`signDelivery\` of the package countersign.`;
    throw new SandboxError("invalid_delivery", message);
  }
  if (variant === "stale" && authentication.kind !== "signature") {
    const message = `Deliveries of ${name} have no time of signing, so none can be stale.`;
    throw new SandboxError("invalid_delivery", message);
  }
}

function unknownEvent({ name, events }: DeliverySource, event: string): SandboxError {
  const known = [...events.keys()];
  const some = known.slice(0, 10).join(", ") + (known.length > 10 ? ", …" : "");
  const message = `${name} documents no event "${event}"; pass its \`body\`, or use one of: ${some}.`;
  return new SandboxError("invalid_delivery", message);
}
