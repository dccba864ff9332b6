import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sandbox, SandboxError, startSandbox } from "@countersign/sandbox";
import fc from "fast-check";
import { expect, it } from "vitest";
import { HttpError } from "../../src/errors/errors.ts";
import { verifyInklinkWebhook } from "../../src/providers/inklink.ts";
import { verifyP100Webhook } from "../../src/providers/p100.ts";
import { verifyPersonaWebhook } from "../../src/providers/persona.ts";
import type { WebhookDelivery } from "../../src/webhooks/delivery.ts";
import type { VerifyWebhookOptions } from "../../src/webhooks/verify-webhook.ts";
import { type Driver, drivers } from "./lifecycle-drivers.ts";
import { type Machine, machines } from "./lifecycle-machines.ts";

// Random calls, outcomes and waits, against a model of each lifecycle. After each: a read agrees with the model, and what the
// model refuses is refused. In the end: the events are exactly those of the model, in order, and each is authentic.

const SEQUENCES = Number(process.env.LIFECYCLE_SEQUENCES ?? 1_000);
/** To try other sequences, or to reproduce a failure: LIFECYCLE_SEED=… vitest run … */
const seed = Number(process.env.LIFECYCLE_SEED ?? 20_261_128);
const BATCH = 100;
const HOUR_IN_MS = 3_600_000;

interface Model {
  state: string;
  /** What a read shows. */
  shown: string;
  /** Hours until it expires. */
  left: number;
  readonly events: string[];
}

interface Real {
  readonly id: string;
  readonly machine: Machine;
  readonly driver: Driver;
  readonly sandbox: Sandbox;
}

type Command = fc.AsyncCommand<Model, Real>;

function enter(model: Model, machine: Machine, state: string, events: readonly string[]): void {
  model.state = state;
  if (!machine.hidden?.includes(state)) model.shown = machine.shows?.[state] ?? state;
  model.events.push(...events);
}

/** A step of a sequence, after which a read agrees with the model. */
function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, real) {
      await run(model, real);
      expect(await real.driver.read(real.id)).toBe(model.shown);
    },
    toString: () => name,
  };
}

function call(name: string): Command {
  return command(name, async (model, { id, machine, driver }) => {
    const step = machine.calls[name]?.[model.state];
    const made = driver.calls[name]?.(id);
    if (step === undefined) {
      const error: unknown = await made?.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(HttpError);
      const refused = machine.refused[name];
      const status = typeof refused === "object" ? refused[model.state] : refused;
      expect(error).toMatchObject({ status });
      return;
    }
    await made;
    const { expiry } = machine;
    if (expiry?.renewedBy === name && model.state === expiry.step.to)
      model.left = expiry.afterHours;
    enter(model, machine, step.to, step.events);
  });
}

function finish(outcome: string): Command {
  return command(`finish(${outcome})`, async (model, { id, machine, sandbox }) => {
    const { provider, resource } = machine;
    const finished = sandbox.finish(provider, id, outcome, { resource });
    const events = machine.outcomes[model.state]?.[outcome];
    if (events === undefined && outcome !== model.state) {
      await expect(finished).rejects.toThrow(SandboxError);
      return;
    }
    await finished;
    enter(model, machine, outcome, events ?? []);
  });
}

function wait(hours: number): Command {
  return command(`wait(${hours})`, async (model, { id, machine, sandbox }) => {
    await settle({ id, machine, sandbox }, model);
    await sandbox.clock.advance(hours * HOUR_IN_MS);
    const { expiry } = machine;
    model.left -= hours;
    if (expiry === undefined || model.left > 0 || !expiry.from.includes(model.state)) return;
    enter(model, machine, expiry.step.to, expiry.step.events);
  });
}

function commandsOf(machine: Machine): fc.Arbitrary<Iterable<Command>> {
  const outcomes = new Set([
    machine.initial,
    ...Object.values(machine.outcomes).flatMap((ways) => Object.keys(ways)),
  ]);
  const calls = Object.keys(machine.calls).map((name) => fc.constant(call(name)));
  const finishes = [...(outcomes.size > 1 ? outcomes : [])].map((outcome) =>
    fc.constant(finish(outcome)),
  );
  const waits =
    machine.expiry === undefined ? [] : [1, 23, 24].map((hours) => fc.constant(wait(hours)));
  return fc.commands([...calls, ...finishes, ...waits], { maxCommands: 8 });
}

/** Verifies a delivery as an application does, and returns its event and what it is about, if it says so. */
type Verify = (
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
) => Promise<{ readonly event: string | null; readonly about?: unknown }>;

const verifiers: Readonly<Record<string, Verify>> = {
  async persona(delivery, options) {
    const { event, body } = await verifyPersonaWebhook(delivery, options);
    return { event, about: Object(Object(body).data).attributes.payload.data.id };
  },
  async inklink(delivery, options) {
    const { event, body } = await verifyInklinkWebhook(delivery, options);
    return { event, about: Object(Object(body).data).inquiry_id };
  },
  // P100's events have no name, and one of the two has no body that is known.
  async p100(delivery, options) {
    const { body } = await verifyP100Webhook(delivery, options);
    return { event: Object(body).status === undefined ? "kycVerificationStatus" : "userStatus" };
  },
  // Paywint does not publish how it signs, so there is nothing to verify.
  paywint: async ({ body }) => ({ event: JSON.parse(String(body)).event }),
};

/** Starts a sandbox with a receiver, which keeps the events of each verification. */
async function start(provider: string) {
  const heard = new Map<unknown, (string | null)[]>();
  const rejected: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const secret = provider === "paywint" ? "" : sandbox.webhookSecret(provider);
    const options = { secret, now: () => sandbox.clock.now() };
    const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
    try {
      const verified = await verifiers[provider]?.(delivery, options);
      heard.set(verified?.about, [...(heard.get(verified?.about) ?? []), verified?.event ?? null]);
    } catch (error) {
      rejected.push(error);
    }
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const sandbox = await startSandbox({
    provider,
    webhooks: { [provider]: `http://127.0.0.1:${port}` },
  });
  return {
    sandbox,
    heard,
    rejected,
    async stop() {
      await sandbox.close();
      server.close();
    },
  };
}

for (const [name, drive] of Object.entries(drivers)) {
  const machine: Machine = machines[name as keyof typeof drivers];
  it(`keeps to the model of ${name} in ${SEQUENCES} random sequences`, async () => {
    let steps = 0;
    // A sandbox remembers everything, so it gets slower.
    for (let done = 0; done < SEQUENCES; done += BATCH) {
      const { sandbox, heard, rejected, stop } = await start(machine.provider);
      const driver = drive(sandbox);
      const property = fc.asyncProperty(commandsOf(machine), async (commands) => {
        const id = await driver.create();
        const model: Model = {
          state: machine.initial,
          shown: machine.shows?.[machine.initial] ?? machine.initial,
          left: machine.expiry?.afterHours ?? 0,
          events: [...machine.created],
        };
        const real = { id, machine, driver, sandbox };
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await settle(real, model);
        expect(heard.get(id) ?? heard.get(undefined) ?? []).toEqual(model.events);
        heard.clear();
        steps += [...commands].length;
      });
      try {
        await fc.assert(property, {
          seed: seed + done,
          numRuns: Math.min(BATCH, SEQUENCES - done),
        });
        expect(rejected).toEqual([]);
      } finally {
        await stop();
      }
    }
    expect(steps).toBeGreaterThan(SEQUENCES);
  }, 600_000);
}

/** Resolves when the events so far have arrived. */
async function settle(
  { id, machine, sandbox }: Pick<Real, "id" | "machine" | "sandbox">,
  { state }: Model,
): Promise<void> {
  // Finishing what is in that state already changes nothing, and waits for the deliveries.
  if (Object.keys(machine.outcomes).length === 0) return;
  await sandbox.finish(machine.provider, id, state, { resource: machine.resource });
}
