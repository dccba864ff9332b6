import { expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { startDeadline } from "../../src/transport/deadline.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

it("does not fire a limit at once that exceeds the longest possible timer", async () => {
  const deadline = startDeadline({
    attemptMs: 2 ** 40,
    overallUntil: Number.POSITIVE_INFINITY,
    signal: undefined,
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(deadline.signal.aborted).toBe(false);
  deadline.clear();
});

it("does not start a pause that would exceed the overall limit", async () => {
  const server = await startServer(() => ({ status: 503, headers: { "retry-after": "60" } }));
  const client = connect(acme, {
    appId: "a",
    secret: "s",
    baseUrl: server.url,
    timeout: { overallMs: 30_000 },
  });
  const start = performance.now();
  await expect(client.getStatus()).rejects.toMatchObject({ code: "timeout", limit: "overall" });
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(server.received).toHaveLength(1);
});
