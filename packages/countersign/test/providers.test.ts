import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type Sandbox, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examples as inklinkExamples } from "../../providers/inklink/test/generated/examples.ts";
import { examples as p100Examples } from "../../providers/p100/test/generated/examples.ts";
import { examples as paywintExamples } from "../../providers/paywint/test/generated/examples.ts";
import { examples as personaExamples } from "../../providers/persona/test/generated/examples.ts";
import { examples as qashExamples } from "../../providers/qash/test/generated/examples.ts";
import type { Provider } from "../src/index.ts";
import { createInklinkClient } from "../src/providers/inklink.ts";
import { createP100Client } from "../src/providers/p100.ts";
import { createPaywintClient } from "../src/providers/paywint.ts";
import { createPersonaClient } from "../src/providers/persona.ts";
import { createQashClient } from "../src/providers/qash.ts";

// An entry includes only the parts of the facade that its provider requires. This test shows that none is missing:
// it exercises signatures, forms and lists of every operation against the sandbox.

interface UntypedMethod {
  (input: object): Promise<unknown>;
  pages?(input: object): AsyncIterable<unknown>;
}

let sandbox: Sandbox;
beforeAll(async () => {
  // The examples name records that nobody has created.
  sandbox = await startSandbox({ stateless: true });
});
afterAll(() => sandbox.close());

describe.each([
  { provider: inklink, create: createInklinkClient, examples: inklinkExamples },
  { provider: p100, create: createP100Client, examples: p100Examples },
  { provider: paywint, create: createPaywintClient, examples: paywintExamples },
  { provider: persona, create: createPersonaClient, examples: personaExamples },
  { provider: qash, create: createQashClient, examples: qashExamples },
])("the client for the $provider.title", ({ provider, create, examples }) => {
  it("calls every operation and pages through every list of the document", async () => {
    const options: object = sandbox.connection(provider.name);
    const client: unknown = create(options as never);
    const methods = client as Readonly<Record<string, UntypedMethod | undefined>>;
    const operations: Provider["operations"] = provider.operations;
    for (const { operationId, inputs } of examples) {
      const [input = {}] = inputs;
      await methods[operationId]?.(input);
      const isPaged = operations[operationId]?.pagination !== undefined;
      expect([operationId, typeof methods[operationId]?.pages]).toEqual([
        operationId,
        isPaged ? "function" : "undefined",
      ]);
      for await (const page of methods[operationId]?.pages?.(input) ?? []) {
        expect(page).toBeDefined();
        break;
      }
    }
  });
});
