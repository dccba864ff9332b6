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
import { sensitiveFields } from "./sensitive-fields.ts";
import { encodingsOf, writingsOf } from "./writings.ts";

// Every operation of every provider, with canaries for each credential, each text of its examples and each
// field that its document calls sensitive, in what is sent and in what is answered.

const CANARY = "CANARY-jane-doe";
const planted = encodingsOf([CANARY]);

/** The ways in which a server lets a call fail; it takes the one that the request asks for. */
const WAYS = ["refused", "broken", "busy", "reset"] as const;

let reply = "";
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const way = request.headers["x-way"];
    const headers = { "content-type": "application/json", "x-person": CANARY };
    if (way === "reset") response.socket?.resetAndDestroy();
    else if (way === "broken") response.writeHead(200, headers).end(`${reply.slice(0, -1)},`);
    else response.writeHead(way === "busy" ? 503 : 422, headers).end(reply);
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

/** Returns a value whose texts are canaries. */
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

  it.each(WAYS)("tells nothing of anyone where each operation is %s", async (way) => {
    const events: unknown[] = [];
    const push = (event: unknown) => events.push(event);
    const options: object = {
      ...credentialsOf(provider),
      baseUrl,
      retry: { maxRetries: 1, minDelayMs: 0 },
      headers: { "X-Way": way, "X-Person": CANARY },
      hooks: { onRequest: push, onResponse: push, onRetry: push, onEnd: push },
    };
    const client: unknown = connect(provider, options as Parameters<typeof connect>[1]);
    const methods = client as Readonly<Record<string, UntypedMethod | undefined>>;
    reply = JSON.stringify({ ...sensitive, errors: [{ detail: CANARY, ...sensitive }] });
    const leaks: string[] = [];
    const operations: Provider["operations"] = provider.operations;
    // What is a file or a text cannot be broken JSON.
    const failing = examples.filter(
      ({ operationId }) => way !== "broken" || !operations[operationId]?.responseType,
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
      const text = writingsOf(error);
      if (planted.some((canary) => text.includes(canary))) leaks.push(operationId);
    }
    expect(leaks).toEqual([]);
    const told = JSON.stringify(events);
    expect(events.length).toBeGreaterThan(failing.length * 2);
    expect(planted.filter((canary) => told.includes(canary))).toEqual([]);
  });
});
