import type { Sandbox, SandboxExchange } from "@countersign/sandbox";
import type { Journey, Step } from "./journeys.ts";

/** What happened on a journey. */
export interface Story {
  readonly provider: Journey["provider"];
  readonly calls: readonly Call[];
  /** Address of the end user's page; undefined if the person does not go to one. */
  readonly page: string | undefined;
  readonly outcome: string;
  readonly deliveries: readonly Delivery[];
  /** What was read in the end. */
  readonly state: string | undefined;
  /** Why the journey ended early; undefined if it did not. */
  readonly problem: string | undefined;
}

/** A call, as the sandbox received it. */
export interface Call {
  readonly operationId: string;
  readonly exchange: SandboxExchange | undefined;
}

/** A delivery, and whether the receiver has verified it. */
export interface Delivery {
  readonly event: string;
  readonly isVerified: boolean;
}

/**
 * Plays a journey from its first call to the state that is read in the end. A failed call ends it, and is no exception.
 *
 * @param exchanges - What the sandbox has received so far; it grows while the journey goes on.
 */
export async function play(
  journey: Journey,
  sandbox: Sandbox,
  exchanges: readonly SandboxExchange[],
): Promise<Story> {
  const { provider, outcome } = journey;
  const calls: Call[] = [];
  const first = sandbox.deliveries.length;
  let page: string | undefined;
  let state: string | undefined;
  let problem: string | undefined;
  const make = async <Result>({ operationId, call }: Step<Result>, id: string) => {
    const result = await call(id);
    calls.push({ operationId, exchange: exchanges.at(-1) });
    return result;
  };
  try {
    let id = "";
    for (const step of journey.start) id = await make(step, id);
    page = sandbox.verifications.find((each) => each.provider === provider)?.url;
    await sandbox.finish(provider, id, outcome);
    state = await make(journey.read, id);
  } catch (error) {
    problem = String(error);
  }
  const deliveries = sandbox.deliveries.slice(first).map(({ event, status }) => ({
    event,
    isVerified: status === 200 && journey.verify !== undefined,
  }));
  return { provider, calls, page, outcome, deliveries, state, problem };
}
