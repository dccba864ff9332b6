import { inspect } from "node:util";
import { expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { odd, type RandomRequest, randomRequests } from "./random-requests.ts";
import { account, secret, startVerifier } from "./start-verifier.ts";

const REQUESTS = 10_000;
const CONCURRENCY = 16;
/** To try other requests, or to reproduce a failure: SIGNED_BYTES_SEED=… vitest run … */
const seed = Number(process.env.SIGNED_BYTES_SEED ?? 20_261_120);

it(`sends exactly the bytes that it signs, in ${REQUESTS} random requests`, async () => {
  const { url: baseUrl, seen } = await startVerifier();
  const client = connect(odd, { secret, account, baseUrl, retry: false });
  const next = randomRequests(seed);
  const failures: [RandomRequest, unknown][] = [];
  let started = 0;

  const work = async (): Promise<void> => {
    while (started < REQUESTS && failures.length === 0) {
      const number = started++;
      const request = next();
      const { headers, ...input } = request.input;
      try {
        await client[request.operationId]?.({
          ...input,
          headers: { ...headers, "X-Case": `${number}` },
        });
        const difference = seen.differences.get(number);
        if (difference !== undefined) failures.push([request, difference]);
      } catch (error) {
        failures.push([request, error]);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));

  const report = failures.map(([request, reason]) =>
    inspect({ seed, request, reason }, { depth: 9 }),
  );
  expect(report.join("\n\n")).toBe("");
  expect([seen.count, seen.nonces.size]).toEqual([REQUESTS, REQUESTS]);
}, 120_000);

it("signs each attempt of a call again, over the same bytes", async () => {
  const CALLS = 300;
  const { url: baseUrl, seen } = await startVerifier((attempt) => (attempt < 3 ? 503 : 204));
  const retry = { minDelayMs: 1, maxDelayMs: 1 };
  const next = randomRequests(seed);
  for (let number = 0; number < CALLS; ) {
    // With one client for all, the retry budget would run out.
    const client = connect(odd, { secret, account, baseUrl, retry });
    const { operationId, input } = next();
    // Others are not retried.
    if (!/^(get|head|options|put|delete)/.test(operationId)) continue;
    const headers = { ...input.headers, "X-Case": `${number}` };
    await client[operationId]?.({ ...input, headers });
    number += 1;
  }
  expect([...seen.differences.values()]).toEqual([]);
  expect([seen.count, seen.nonces.size]).toEqual([3 * CALLS, 3 * CALLS]);
}, 60_000);
