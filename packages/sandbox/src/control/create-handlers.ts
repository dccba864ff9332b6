import type {
  DeliveryOptions,
  ResendOptions,
  SandboxDelivery,
} from "../deliveries/sandbox-delivery.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { FaultRule } from "../faults/fault.ts";
import { explainExchange } from "../provider/explain-exchange.ts";
import type { RecordKey } from "../state/store.ts";
import type { Verification } from "../verifications/verification.ts";
import { controlDocument } from "./control-document.ts";
import type { Services } from "./services.ts";
import {
  connectionView,
  deliveryView,
  exchangeSummary,
  exchangeView,
  explainedDelivery,
  timeView,
  verificationView,
} from "./views.ts";

/** A request that matches the document. */
export interface ControlCall {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Empty if the request has none. */
  readonly body: object;
}

/** Returns what to respond with; undefined for nothing. */
export type ControlHandler = (call: ControlCall) => unknown;

/** Creates what each operation of the control API does, by `operationId`. */
export function createHandlers(services: Services): Readonly<Record<string, ControlHandler>> {
  const { providers, findMount, baseUrl, verifications, exchanges, courier, faults, clock } =
    services;

  const verificationOf = ({ path, query }: ControlCall): Verification =>
    found(verifications.find(String(path.id), whichOf(query)), "verification", path.id);
  const exchangeOf = ({ path }: ControlCall) =>
    found(exchanges.get(Number(path.id)), "request", path.id);
  const deliveryOf = ({ path }: ControlCall) =>
    found(courier.sent[Number(path.id) - 1], "delivery", path.id);
  const shownDelivery = (delivery: SandboxDelivery) =>
    deliveryView(delivery, courier.sent.indexOf(delivery) + 1);
  const shownClock = () => ({ now: timeView(clock.now()) });

  return {
    getDocument: () => controlDocument,
    listConnections: () => ({
      items: providers.map((provider) => connectionView(provider, baseUrl(provider.name))),
    }),
    getConnection({ path }) {
      const named = providers.find(({ name }) => name === path.provider);
      const provider = found(named, "provider", path.provider);
      return connectionView(provider, baseUrl(provider.name));
    },
    reset: () => services.reset(),
    settle: () => courier.settled(),

    listVerifications({ query }) {
      const which = { ...whichOf(query), state: query.get("state") ?? undefined };
      // The control API lists what came first first, everywhere.
      const all = [...verifications.list()].reverse();
      return { items: all.filter((each) => matches(each, which)).map(verificationView) };
    },
    getVerification: (call) => verificationView(verificationOf(call)),
    finishVerification(call) {
      const { state } = call.body as { readonly state: string };
      return verificationView(verifications.finish(verificationOf(call), state));
    },

    listRequests({ query }) {
      const which = {
        provider: query.get("provider") ?? undefined,
        operationId: query.get("operation") ?? undefined,
      };
      const after = Number(query.get("after") ?? 0);
      const listed = exchanges.list().filter((each) => each.id > after && matches(each, which));
      return { items: listed.map(exchangeSummary) };
    },
    getRequest: (call) => exchangeView(exchangeOf(call)),
    explainRequest: (call) => ({ items: explainExchange(findMount, exchangeOf(call)) }),

    listDeliveries({ query }) {
      const which = { provider: query.get("provider") ?? undefined };
      const after = Number(query.get("after") ?? 0);
      const numbered = courier.sent.map((delivery, index) => ({ delivery, number: index + 1 }));
      const listed = numbered.slice(after).filter(({ delivery }) => matches(delivery, which));
      return { items: listed.map(({ delivery, number }) => deliveryView(delivery, number)) };
    },
    async deliver({ body }) {
      const { deliveryId: id, ...options } = body as DeliveryOptions & {
        readonly deliveryId?: string;
      };
      return shownDelivery(await courier.deliver({ ...options, id }));
    },
    getDelivery: (call) => shownDelivery(deliveryOf(call)),
    async resendDelivery(call) {
      const options: ResendOptions = call.body;
      return shownDelivery(await deliveryOf(call).resend(options));
    },
    explainDelivery: (call) => ({ items: explainedDelivery(services, deliveryOf(call)) }),
    pauseDeliveries: () => courier.pause(),
    releaseDeliveries({ body }) {
      const { order }: { readonly order?: "published" | "reversed" } = body;
      courier.release(order);
    },

    listFaults: () => ({ items: faults.list() }),
    addFault({ body }) {
      const rule: FaultRule = body;
      faults.add(rule);
      return faults.list().at(-1);
    },
    removeFaults() {
      for (const { id } of faults.list()) faults.remove(id);
    },
    removeFault({ path }) {
      if (!faults.remove(Number(path.id))) throw notFound("fault", path.id);
    },

    getClock: shownClock,
    async setClock({ body }) {
      const { now } = body as { readonly now: string };
      await clock.set(Date.parse(now));
      return shownClock();
    },
    async advanceClock({ body }) {
      const { seconds } = body as { readonly seconds: number };
      await clock.advance(seconds * 1000);
      return shownClock();
    },
  };
}

function whichOf(query: URLSearchParams): Partial<RecordKey> {
  const names = ["provider", "account", "resource"] as const;
  const given = names.map((name) => [name, query.get(name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

/** Whether something has these values, as far as they are given. */
function matches(item: object, which: object): boolean {
  const given = Object.entries(which).filter(([, value]) => value !== undefined);
  return given.every(([name, value]) => Reflect.get(item, name) === value);
}

function found<Item>(item: Item | undefined, kind: string, id: string | undefined): Item {
  if (item === undefined) throw notFound(kind, id);
  return item;
}

function notFound(kind: string, id: string | undefined): Refusal {
  return new Refusal({ status: 404, code: "not_found", message: `There is no ${kind} ${id}.` });
}
