import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { examples as inklinkExamples } from "../../../providers/inklink/test/generated/examples.ts";
import { examples as p100Examples } from "../../../providers/p100/test/generated/examples.ts";
import { examples as paywintExamples } from "../../../providers/paywint/test/generated/examples.ts";
import { examples as personaExamples } from "../../../providers/persona/test/generated/examples.ts";
import { examples as qashExamples } from "../../../providers/qash/test/generated/examples.ts";
import { connect } from "../../src/client/connect.ts";
import type { Provider, ResponsePromise } from "../../src/index.ts";

// Every operation against a sandbox that remembers: first when there is nothing, then when everything was created. The
// sandbox validates each response itself, so that it is enough to see that it never failed.

type UntypedMethod = (input: object) => ResponsePromise<unknown>;
type Input = Readonly<Record<string, unknown>>;

/** Returns a way to call a provider of a sandbox that remembers, which gives the result and the exchange. */
async function start(provider: Provider) {
  const exchanges: SandboxExchange[] = [];
  const sandbox = await startSandbox({
    provider: provider.name,
    onRequest: (exchange) => exchanges.push(exchange),
  });
  onTestFinished(() => sandbox.close());
  const options: object = { ...sandbox.connection<object>(provider.name), retry: false };
  const client: unknown = connect(provider, options as Parameters<typeof connect>[1]);
  const methods = client as Readonly<Record<string, UntypedMethod | undefined>>;
  return async (operationId: string, input: object) => {
    const result = await methods[operationId]?.(input).catch((error: unknown) => ({ error }));
    return { result, exchange: exchanges.at(-1) };
  };
}

/** Returns an input whose path parameters are IDs of what was created, by the templates of the collections. */
function withIds(template: string, input: Input, created: ReadonlyMap<string, unknown>): Input {
  const params = Object(input.params);
  const path = { ...Object(params.path) };
  for (const { 1: name = "", index } of template.matchAll(/\/\{([^{}]+)\}/g)) {
    const made = created.get(template.slice(0, index));
    // Inklink's templates have a key beside the ID, and are read by the key.
    if (made !== undefined) path[name] = Object(made)[name] ?? idIn(made);
  }
  return { ...input, params: { ...params, path } };
}

/** Returns the first ID of a response, breadth first. */
function idIn(body: unknown): string | undefined {
  for (
    let level = [body];
    level.length > 0;
    level = level.flatMap((each) => Object.values(Object(each)))
  ) {
    const found = level.map((each) => Object(each)?.id).find((id) => id !== undefined);
    if (found !== undefined) return String(found);
    level = level.filter((each) => typeof each === "object");
  }
  return undefined;
}

/** Whether the sandbox itself failed. Some providers document a 500 as a refusal. */
function isFailure(exchange: SandboxExchange | undefined): boolean {
  return exchange === undefined || exchange.reason?.includes("The sandbox") === true;
}

describe.each([
  { provider: inklink, examples: inklinkExamples },
  { provider: p100, examples: p100Examples },
  { provider: paywint, examples: paywintExamples },
  { provider: persona, examples: personaExamples },
  { provider: qash, examples: qashExamples },
])("$provider.title", ({ provider, examples }) => {
  const operationOf = (operationId: string) =>
    new Map(
      Object.entries<{ readonly method: string; readonly path: string }>(provider.operations),
    ).get(operationId) ?? { method: "", path: "" };
  /** What lies deeper comes later, so that its parents are there, and what deletes comes last. */
  const rank = ({ operationId }: { readonly operationId: string }) => {
    const { method, path } = operationOf(operationId);
    return method === "DELETE" ? 100 : path.split("{").length;
  };

  it("responds to every operation when nothing was created, and when everything was", async () => {
    const call = await start(provider);
    const created = new Map<string, unknown>();
    const failed: string[] = [];
    const unread: string[] = [];
    const ordered = [...examples].sort((one, other) => rank(one) - rank(other));
    for (const round of ["empty", "full"]) {
      for (const { operationId, inputs } of ordered) {
        const { path } = operationOf(operationId);
        const known = round === "full" ? created : new Map<string, unknown>();
        for (const input of inputs) {
          const { exchange, result } = await call(operationId, withIds(path, input, known));
          const what = `${operationId} (${round}): ${exchange?.status} ${exchange?.reason}`;
          if (isFailure(exchange)) failed.push(what);
          const isRead = exchange?.method === "GET" && /\}$/.test(path);
          const isKnown = known.has(path.replace(/\/\{[^{}]+\}$/, ""));
          if (isRead && isKnown && exchange.status !== 200) unread.push(what);
          const isMade = exchange?.method === "POST" && exchange.status < 300;
          if (isMade && idIn(result) !== undefined && !created.has(path)) created.set(path, result);
        }
      }
    }
    expect(failed).toEqual([]);
    expect(unread).toEqual([]);
  });
});
