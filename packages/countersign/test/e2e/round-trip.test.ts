import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type Sandbox, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examples as inklinkExamples } from "../../../providers/inklink/test/generated/examples.ts";
import { examples as p100Examples } from "../../../providers/p100/test/generated/examples.ts";
import { examples as paywintExamples } from "../../../providers/paywint/test/generated/examples.ts";
import { examples as personaExamples } from "../../../providers/persona/test/generated/examples.ts";
import { examples as qashExamples } from "../../../providers/qash/test/generated/examples.ts";
import { connect } from "../../src/client/connect.ts";
import type { Provider, ResponsePromise } from "../../src/index.ts";

// Sends every example of every operation through the client and a socket to the sandbox, which validates credentials,
// parameters and body. The type check of the provider packages proves that the examples have the generated types.

type UntypedMethod = (input: object) => ResponsePromise<unknown>;

let sandbox: Sandbox;
beforeAll(async () => {
  // The examples name records that nobody has created.
  sandbox = await startSandbox({ stateless: true });
});
afterAll(() => sandbox.close());

/** Returns a client with all credentials, including those that only some operations require. */
function clientOf(provider: Provider): Readonly<Record<string, UntypedMethod | undefined>> {
  const options: object = sandbox.connection(provider.name);
  const client: unknown = connect(provider, options as Parameters<typeof connect>[1]);
  return client as Readonly<Record<string, UntypedMethod | undefined>>;
}

async function comparable(value: unknown): Promise<unknown> {
  return value instanceof Blob ? { file: await value.text() } : value;
}

describe.each([
  { provider: inklink, examples: inklinkExamples },
  { provider: p100, examples: p100Examples },
  { provider: paywint, examples: paywintExamples },
  { provider: persona, examples: personaExamples },
  { provider: qash, examples: qashExamples },
])("$provider.title", ({ provider, examples }) => {
  it("has an example of every operation", () => {
    expect(examples.map(({ operationId }) => operationId)).toEqual(
      Object.keys(provider.operations),
    );
    for (const { inputs } of examples) expect(inputs.length).toBeGreaterThan(0);
  });

  it.each(examples.map((example) => [example.operationId, example] as const))(
    "%s accepts its example requests and returns an example response",
    async (operationId, { inputs, responses }) => {
      const call = clientOf(provider)[operationId];
      const expected = await Promise.all(responses.map(comparable));
      for (const input of inputs) {
        const response = await comparable(await call?.(input));
        if (expected.length === 0) expect(response).toBeUndefined();
        else expect(expected).toContainEqual(response);
      }
    },
  );
});
