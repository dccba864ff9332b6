import { createServer } from "node:http";
import { createCourier } from "../deliveries/create-courier.ts";
import { SandboxError } from "../errors/sandbox-error.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import { createFaultList } from "../faults/fault-list.ts";
import { closeServer } from "../http/close-server.ts";
import { createListener } from "../http/create-listener.ts";
import { listen } from "../http/listen.ts";
import { mountProviders } from "../provider/mount-providers.ts";
import { createClock } from "../world/clock.ts";
import { loadProviders } from "./load-providers.ts";
import type { Sandbox, SandboxConnection } from "./sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";

/**
 * Starts a local sandbox of providers, on the loopback address only.
 *
 * @throws SandboxError `unknown_provider`, `invalid_document`, `invalid_fault`, `invalid_delivery` or `port_in_use`.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, cors = false, onRequest } = options;
  const atRoot = options.provider !== undefined;
  const clock = createClock(options.now === undefined ? undefined : Number(new Date(options.now)));
  const providers = await loadProviders({ ...options, clock });
  const findMount = mountProviders(providers, atRoot);
  const faults = createFaultList(
    new Map(providers.map(({ name, operationIds }) => [name, operationIds])),
  );
  const courier = createCourier(providers, options.webhooks ?? {});
  for (const fault of options.faults ?? []) faults.add(fault);
  const server = createServer(createListener({ findMount, faults, cors, onRequest }));
  const url = await listen(server, port);
  const close = () => {
    clock.stop();
    return closeServer(server);
  };

  const connect = (name: string): SandboxConnection => {
    const { credentials } = providerNamed(name, providers);
    const baseUrl = atRoot ? url : `${url}/${name}`;
    return { baseUrl, ...Object.fromEntries(credentials) };
  };

  return {
    url,
    providers: providers.map(({ name }) => name),
    // Unchecked, as the declaration explains.
    connection: <Options extends object>(name: string) => connect(name) as Options,
    webhookSecret: (name) => {
      const { webhookSecret } = providerNamed(name, providers);
      if (webhookSecret !== undefined) return webhookSecret;
      throw new SandboxError("invalid_delivery", `Deliveries of ${name} have no secret.`);
    },
    deliver: courier.deliver,
    deliveries: courier.sent,
    clock,
    fail: (rule) => faults.add(rule),
    close,
    [Symbol.asyncDispose]: close,
  };
}
