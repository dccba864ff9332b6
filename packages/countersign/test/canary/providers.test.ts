import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inklink } from "@countersign/inklink";
import inklinkDocument from "@countersign/inklink/openapi.json" with { type: "json" };
import { p100 } from "@countersign/p100";
import p100Document from "@countersign/p100/openapi.json" with { type: "json" };
import { paywint } from "@countersign/paywint";
import paywintDocument from "@countersign/paywint/openapi.json" with { type: "json" };
import { persona } from "@countersign/persona";
import personaDocument from "@countersign/persona/openapi.json" with { type: "json" };
import { qash } from "@countersign/qash";
import qashDocument from "@countersign/qash/openapi.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examples as inklinkExamples } from "../../../providers/inklink/test/generated/examples.ts";
import { examples as p100Examples } from "../../../providers/p100/test/generated/examples.ts";
import { examples as paywintExamples } from "../../../providers/paywint/test/generated/examples.ts";
import { examples as personaExamples } from "../../../providers/persona/test/generated/examples.ts";
import { examples as qashExamples } from "../../../providers/qash/test/generated/examples.ts";
import { credentialsOf as credentialNames } from "../../src/authentication/authenticate.ts";
import { connect } from "../../src/client/connect.ts";
import type { Provider } from "../../src/index.ts";
import { encodingsOf, renderingsOf } from "./renderings.ts";
import { sensitiveFields } from "./sensitive-fields.ts";

// Every operation of every provider, with canaries for each credential, each string of its examples and each field
// that its document declares sensitive, in requests and in responses.

const CANARY = "CANARY-jane-doe";
const planted = encodingsOf([CANARY]);

/** How the server makes a call fail. The request selects one. */
const FAILURES = ["rejected", "malformed", "busy", "reset"] as const;

let reply = "";
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const failure = request.headers["x-failure"];
    const headers = { "content-type": "application/json", "x-person": CANARY };
    if (failure === "reset") response.socket?.resetAndDestroy();
    else if (failure === "malformed")
      response.writeHead(200, headers).end(`${reply.slice(0, -1)},`);
    else response.writeHead(failure === "busy" ? 503 : 422, headers).end(reply);
  });
});
let baseUrl = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Returns a value with every string replaced by a canary. */
function withCanaries(value: unknown): unknown {
  if (typeof value === "string") return CANARY;
  if (value instanceof Blob) return new Blob([CANARY]);
  if (Array.isArray(value)) return value.map(withCanaries);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withCanaries(one)]));
}

function credentialsOf({ securitySchemes }: Provider): object {
  const names = Object.values(securitySchemes).flatMap(credentialNames);
  return Object.fromEntries(names.map((name) => [name, CANARY]));
}

type UntypedMethod = (input: object) => Promise<unknown>;

describe.each([
  { provider: inklink, document: inklinkDocument, examples: inklinkExamples },
  { provider: p100, document: p100Document, examples: p100Examples },
  { provider: paywint, document: paywintDocument, examples: paywintExamples },
  { provider: persona, document: personaDocument, examples: personaExamples },
  { provider: qash, document: qashDocument, examples: qashExamples },
])("$provider.title", ({ provider, document, examples }) => {
  const names = sensitiveFields(document);
  const sensitive = Object.fromEntries(names.map((name) => [name, CANARY]));

  it("has sensitive fields", () => expect(names.length).toBeGreaterThan(3));

  it.each(FAILURES)("leaks nothing when every call fails: %s", async (failure) => {
    const events: unknown[] = [];
    const push = (event: unknown) => events.push(event);
    const options: object = {
      ...credentialsOf(provider),
      baseUrl,
      retry: { maxRetries: 1, minDelayMs: 0 },
      headers: { "X-Failure": failure, "X-Person": CANARY },
      hooks: { onRequest: push, onResponse: push, onRetry: push, onEnd: push },
    };
    const client: unknown = connect(provider, options as Parameters<typeof connect>[1]);
    const methods = client as Readonly<Record<string, UntypedMethod | undefined>>;
    reply = JSON.stringify({ ...sensitive, errors: [{ detail: CANARY, ...sensitive }] });
    const leaks: string[] = [];
    const operations: Provider["operations"] = provider.operations;
    // A response that is a file or plain text cannot be malformed JSON.
    const failing = examples.filter(
      ({ operationId }) => failure !== "malformed" || !operations[operationId]?.responseType,
    );
    for (const { operationId, inputs } of failing) {
      const { params, body } = inputs[0] ?? {};
      const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
      const input = {
        params: withCanaries(params),
        ...(body !== undefined && {
          body: isObject ? { ...(withCanaries(body) as object), ...sensitive } : withCanaries(body),
        }),
      };
      const error: unknown = await methods[operationId]?.(input).then(
        () => "no error",
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ call: { operationId } });
      const output = renderingsOf(error);
      if (planted.some((canary) => output.includes(canary))) leaks.push(operationId);
    }
    expect(leaks).toEqual([]);
    const reported = JSON.stringify(events);
    expect(events.length).toBeGreaterThan(failing.length * 2);
    expect(planted.filter((canary) => reported.includes(canary))).toEqual([]);
  });
});
