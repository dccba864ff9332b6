import { expect } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { ClientOptions } from "../../src/index.ts";
import { acme } from "../helpers/acme.ts";
import { encodingsOf } from "./renderings.ts";

/** What no error may contain. */
export const CANARY = "CANARY jane+doe@example";
const planted = encodingsOf([CANARY]);

/** Calls with canaries in credentials, path, query, headers and body; returns the errors. */
export async function errorsOf(options: object): Promise<unknown[]> {
  const events: unknown[] = [];
  const push = (event: unknown) => events.push(event);
  const all: object = {
    appId: CANARY,
    secret: CANARY,
    token: CANARY,
    retry: { maxRetries: 1, minDelayMs: 1 },
    headers: { "X-Person": CANARY },
    hooks: { onRequest: push, onResponse: push, onRetry: push, onEnd: push },
    ...options,
  };
  const client = connect(acme, all as ClientOptions<typeof acme>);
  const params = { path: { id: CANARY }, query: { expand: [CANARY] } };
  const outcomes = await Promise.allSettled([
    client.getUser({ params }),
    client.createUser({ body: { name: CANARY } }),
    client.deleteUser({ params: { path: { id: CANARY } } }),
    client.GET("/users/{id}", { params }),
  ]);
  expectClean(JSON.stringify(events));
  return outcomes.map((outcome) =>
    outcome.status === "rejected" ? outcome.reason : expect.fail("no error"),
  );
}

/** Expects output that contains the canary in no encoding. */
export function expectClean(output: string): void {
  expect(planted.filter((canary) => output.includes(canary))).toEqual([]);
}
