import { createServer } from "node:http";
import { deriveCredentials } from "../authentication/derive-credentials.ts";
import { ACCOUNT_NAME } from "../authentication/identify.ts";
import { createCourier } from "../deliveries/create-courier.ts";
import { createReceivers } from "../deliveries/receivers.ts";
import { SandboxError } from "../errors/sandbox-error.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import { createExchangeLog } from "../exchange/exchange-log.ts";
import type { SandboxExchange } from "../exchange/sandbox-exchange.ts";
import { createFaultList } from "../faults/fault-list.ts";
import { closeServer } from "../http/close-server.ts";
import { createListener } from "../http/create-listener.ts";
import { createGuard, LOOPBACK_HOST } from "../http/guard.ts";
import { listen } from "../http/listen.ts";
import { mountProviders } from "../provider/mount-providers.ts";
import type { World } from "../provider/world.ts";
import { countWrites } from "../state/count-writes.ts";
import { openStateFile } from "../state/state-file.ts";
import { createMemoryStore, type Store } from "../state/store.ts";
import { watchStore } from "../state/watch-store.ts";
import { createVerifications } from "../verifications/create-verifications.ts";
import { pageUrl } from "../verifications/page-url.ts";
import { createClock } from "../world/clock.ts";
import { createIds } from "../world/ids.ts";
import { toTime } from "../world/to-time.ts";
import { lazyOwnApp } from "./lazy-own-app.ts";
import { loadProviders } from "./load-providers.ts";
import type { Sandbox, SandboxConnection } from "./sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";

/**
 * Starts a local sandbox of providers, on the loopback address unless `host` says otherwise.
 *
 * @throws SandboxError `unknown_provider`, `invalid_document`, `invalid_fault`, `invalid_delivery`, `invalid_state`,
 * `invalid_time`, `invalid_host` or `port_in_use`.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const store = await openStore(options);
  try {
    return await start(options, store);
  } catch (error) {
    store?.close();
    throw error;
  }
}

async function start(options: SandboxOptions, opened: Store | undefined): Promise<Sandbox> {
  const { port = 0, host = LOOPBACK_HOST, allowedHosts = [] } = options;
  const { cors = false, rateLimits = false, onRequest } = options;
  const guard = createGuard({ host, allowedHosts });
  const counted = opened && countWrites(opened);
  const store =
    counted && watchStore(counted.store, (before, after) => receivers.replaced(before, after));
  const atRoot = options.provider !== undefined;
  const clock = createClock(options.now === undefined ? undefined : toTime(options.now, "`now`"));
  const ids = createIds(seedOf(options, counted?.store));
  const pages = { base: "", links: options.links ?? "sandbox" };
  const world: World = {
    clock,
    ids,
    store,
    rateLimits,
    // Called by requests, which arrive when the courier is there.
    publish: (event) => courier.publish(event),
    pageOf: (resource, key) => pageUrl(resource, key, pages),
  };
  const providers = await loadProviders({ ...options, world });
  const findMount = mountProviders(providers, atRoot);
  const faults = createFaultList(
    new Map(providers.map(({ name, operationIds }) => [name, operationIds])),
  );
  const { webhooks = {}, webhookHosts: hosts = [] } = options;
  const receivers = createReceivers({
    providers,
    webhooks,
    hosts,
    records: opened ?? createMemoryStore(),
  });
  const courier = createCourier({ providers, receivers, clock, ids });
  const exchanges = createExchangeLog();
  for (const fault of options.faults ?? []) faults.add(fault);
  const observe = (exchange: SandboxExchange) => {
    exchanges.add(exchange);
    onRequest?.(exchange);
  };
  const serveOwn = lazyOwnApp(() => ({
    ...{ url, providers, findMount, verifications, exchanges, courier, receivers, faults, clock },
    baseUrl: (name) => connect(name).baseUrl,
    writes: () => counted?.writes() ?? 0,
    reset: () => {
      store?.clear();
      exchanges.clear();
      courier.clear();
      for (const { id } of faults.list()) faults.remove(id);
    },
  }));
  const server = createServer(
    createListener({
      findMount,
      faults,
      guard,
      cors,
      serveOwn,
      hasFrontPage: !atRoot,
      now: clock.now,
      onRequest: observe,
    }),
  );
  const url = await listen(server, { port, host });
  pages.base = url;
  const verifications = createVerifications(
    new Map(providers.map(({ name, state }) => [name, state])),
  );
  const close = () => {
    clock.stop();
    courier.clear();
    store?.close();
    return closeServer(server);
  };

  const connect = (name: string, account = ""): SandboxConnection => {
    const { schemes } = providerNamed(name, providers);
    assertAccount(account);
    const baseUrl = atRoot ? url : `${url}/${name}`;
    return { baseUrl, ...Object.fromEntries(deriveCredentials(name, schemes, account)) };
  };

  return {
    url,
    providers: providers.map(({ name }) => name),
    // Unchecked, as the declaration explains.
    connection: <Options extends object>(name: string, { account }: { account?: string } = {}) =>
      connect(name, account) as Options,
    get verifications() {
      return verifications.list();
    },
    async finish(name, id, state, which = {}) {
      const { name: provider } = providerNamed(name, providers);
      const found = verifications.find(id, { provider, ...which });
      const finished = verifications.finish(
        found ?? { provider, account: "", resource: "", id },
        state,
      );
      await courier.settled();
      return finished;
    },
    webhookSecret: (name) => {
      const { webhookSecret } = providerNamed(name, providers);
      if (webhookSecret !== undefined) return webhookSecret;
      throw new SandboxError("invalid_delivery", `Deliveries of ${name} have no secret.`);
    },
    deliver: courier.deliver,
    deliveries: courier.sent,
    webhooks: courier,
    clock,
    fail: (rule) => faults.add(rule),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openStore({ stateless = false, state }: SandboxOptions): Promise<Store | undefined> {
  if (state === undefined) return stateless ? undefined : createMemoryStore();
  if (!stateless) return openStateFile(state);
  const message = "The options `state` and `stateless` exclude each other. Omit one of them.";
  throw new SandboxError("invalid_state", message);
}

/** Returns a seed for IDs that differ from those in the store, which an earlier run may have made from the same seed. */
function seedOf({ seed }: SandboxOptions, store: Store | undefined): string | undefined {
  const first = store?.next() ?? 1;
  return seed === undefined || first === 1 ? seed : `${seed} ${first}`;
}

function assertAccount(account: string): void {
  if (account === "" || ACCOUNT_NAME.test(account)) return;
  const message = `The account ${JSON.stringify(account)} must be in kebab-case.`;
  throw new SandboxError("invalid_account", message);
}
