import { isObject, nodeAt } from "@countersign/spec/json";
import { SandboxError } from "../errors/sandbox-error.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import type { DeliverySource } from "./delivery-source.ts";
import type { ReceiverDeclaration } from "./receiver-declaration.ts";
import { isOnThisMachine, urlProblem } from "./receiver-url.ts";
import type { WebhookReceiver, WebhookReceivers } from "./webhook-receiver.ts";

/** A receiver of deliveries. */
export interface Receiver {
  /** Same for each delivery to the same receiver, and for no other. */
  readonly key: string;
  /** ID of the record that registered it; undefined for a receiver of the options, and for any other URL. */
  readonly id: string | undefined;
  readonly url: string;
  /** Why the sandbox sends nothing there. */
  readonly problem: string | undefined;
  /** Returns its secrets as they are now. */
  readonly secrets: () => ReceiverSecrets;
}

/** Secrets of a receiver. */
export interface ReceiverSecrets {
  /** Undefined if the provider's deliveries have none. */
  readonly current: string | undefined;
  /** The one before, if it was replaced while the sandbox runs. */
  readonly old: string | undefined;
  /** Until when deliveries carry a signature by both, in milliseconds since the Unix epoch. */
  readonly oldUntil: number;
}

/** A record that may be a receiver. */
export interface ReceiverRecord {
  readonly provider: string;
  readonly account: string;
  readonly resource: string;
  readonly id: string;
  readonly value: unknown;
}

/** The records of a sandbox, as far as receivers are concerned. */
export interface ReceiverRecords {
  get(key: Omit<ReceiverRecord, "value">): ReceiverRecord | undefined;
  list(filter: Partial<Omit<ReceiverRecord, "value">>): readonly ReceiverRecord[];
}

/** Where receivers come from. */
export interface ReceiverSources {
  readonly providers: readonly DeliverySource[];
  readonly webhooks: WebhookReceivers;
  /** Hosts other than this machine's to which deliveries to registered receivers go. */
  readonly hosts: readonly string[];
  readonly records: ReceiverRecords;
}

/** The receivers of a sandbox. */
export interface Receivers {
  /**
   * Returns who receives an event: those of the options, then the enabled records of the account, the oldest first.
   *
   * @param account - Default: of every account.
   */
  of(provider: DeliverySource, event: string, account?: string): readonly Receiver[];
  /** Returns the receiver with a URL, whatever it receives; one of its own, if none has the URL. */
  at(provider: DeliverySource, url: string): Receiver;
  /** Remembers the secret of a record that is about to be replaced by another. */
  replaced(before: ReceiverRecord, after: ReceiverRecord): void;
}

/**
 * Creates the list of receivers.
 *
 * @throws SandboxError `unknown_provider` or `invalid_delivery` for an option that is none.
 */
export function createReceivers({
  providers,
  webhooks,
  hosts,
  records,
}: ReceiverSources): Receivers {
  const oldSecrets = new Map<string, string>();
  const options = new Map<DeliverySource, readonly WebhookReceiver[]>();
  for (const [name, given] of Object.entries(webhooks)) {
    const provider = providerNamed(name, providers);
    const list = typeof given === "string" ? [{ url: given }] : given;
    for (const each of list) assertReceiver(provider, each);
    options.set(provider, list);
  }

  const fromOptions = (
    { name, webhookSecret }: DeliverySource,
    { url, secret = webhookSecret, oldSecret }: WebhookReceiver,
    index: number,
  ): Receiver => ({
    key: JSON.stringify([name, index]),
    id: undefined,
    url,
    problem: undefined,
    secrets: () => ({ current: secret, old: oldSecret, oldUntil: 0 }),
  });

  const fromRecord = (
    provider: DeliverySource,
    declared: ReceiverDeclaration,
    record: ReceiverRecord,
  ): Receiver => {
    const key = keyOf(record);
    const url = String(nodeAt(record.value, declared.url));
    return {
      key,
      id: record.id,
      url,
      problem: urlProblem(url) ?? foreignHost(url, hosts),
      secrets: () => {
        const { value } = records.get(record) ?? record;
        const until = Date.parse(String(pointed(value, declared.oldSecretUntil)));
        return {
          current: secretOf(value, declared) ?? provider.webhookSecret,
          old: oldSecrets.get(key),
          oldUntil: Number.isNaN(until) ? 0 : until,
        };
      },
    };
  };

  const registered = (provider: DeliverySource, account: string | undefined) =>
    provider.receivers.flatMap((declared) => {
      const filter = { provider: provider.name, resource: declared.resource };
      const found = records.list(account === undefined ? filter : { ...filter, account });
      return found.map((record) => ({ declared, record }));
    });

  return {
    of(provider, event, account) {
      const given = (options.get(provider) ?? [])
        .map((each, index) => ({ each, index }))
        .filter(({ each }) => each.events?.includes(event) ?? true)
        .map(({ each, index }) => fromOptions(provider, each, index));
      const own = registered(provider, account)
        .filter(({ declared, record }) => receives(declared, record.value, event))
        .map(({ declared, record }) => fromRecord(provider, declared, record));
      return [...given, ...own];
    },
    at(provider, url) {
      const given = options.get(provider) ?? [];
      const index = given.findIndex((each) => each.url === url);
      const option = given[index];
      if (option !== undefined) return fromOptions(provider, option, index);
      const found = registered(provider, undefined).find(
        ({ declared, record }) => nodeAt(record.value, declared.url) === url,
      );
      // It was named in code, so it may be anywhere.
      if (found)
        return { ...fromRecord(provider, found.declared, found.record), problem: undefined };
      const other = fromOptions(provider, { url }, -1);
      return { ...other, key: JSON.stringify([provider.name, url]) };
    },
    replaced(before, after) {
      const provider = providers.find(({ name }) => name === before.provider);
      const declared = provider?.receivers.find(({ resource }) => resource === before.resource);
      if (declared === undefined) return;
      const old = secretOf(before.value, declared);
      if (old === undefined || old === secretOf(after.value, declared)) return;
      oldSecrets.set(keyOf(before), old);
    },
  };
}

function keyOf({ provider, account, resource, id }: ReceiverRecord): string {
  return JSON.stringify([provider, account, resource, id]);
}

function receives(declared: ReceiverDeclaration, value: unknown, event: string): boolean {
  const { enabled } = declared;
  if (enabled !== undefined && nodeAt(value, enabled.at) !== enabled.value) return false;
  const events = pointed(value, declared.events);
  // Some providers write a list of everything as `*`, which is the name of no event.
  return !Array.isArray(events) || events.includes(event) || events.includes("*");
}

function secretOf(value: unknown, { secret }: ReceiverDeclaration): string | undefined {
  const found = pointed(value, secret);
  return typeof found === "string" ? found : undefined;
}

function pointed(value: unknown, pointer: string | undefined): unknown {
  return pointer === undefined ? undefined : nodeAt(value, pointer);
}

function foreignHost(url: string, hosts: readonly string[]): string | undefined {
  const { hostname } = new URL(url);
  if (isOnThisMachine(hostname) || hosts.includes(hostname)) return undefined;
  return `Nothing is sent to ${hostname}, which a request registered; name it in the option \`webhookHosts\`.`;
}

function assertReceiver({ name, webhookSecret }: DeliverySource, given: WebhookReceiver): void {
  const { url, secret, oldSecret, events }: Partial<WebhookReceiver> = isObject(given) ? given : {};
  const problem =
    urlProblem(url) ??
    (events === undefined || Array.isArray(events)
      ? undefined
      : "The `events` of a receiver must be an array.") ??
    (webhookSecret === undefined && (secret ?? oldSecret) !== undefined
      ? `Deliveries of ${name} have no secret.`
      : undefined);
  if (problem !== undefined) throw new SandboxError("invalid_delivery", problem);
}
