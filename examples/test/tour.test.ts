import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { p100 } from "@countersign/p100";
import { type SandboxExchange, startSandbox } from "@countersign/sandbox";
import { expect, it } from "vitest";
import { createJourneys } from "../tour/journeys.ts";
import { play } from "../tour/play.ts";
import { tell } from "../tour/tell.ts";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../tour/main.ts", import.meta.url));

it("verifies a person with each provider, and shows each step without whole credentials", async () => {
  const { stdout, stderr } = await run(process.execPath, [main]);
  expect(stderr).toBe("");
  expect(stdout).toContain("5 of 5 verifications finished.");
  expect(stdout).toContain("Next: ");
  expect(stdout).toMatch(/createInquiry {2}POST \/persona\/inquiries {2}201/);
  expect(stdout).toMatch(/inquiry\.approved {2}verified/);
  expect(stdout).toMatch(/kyc\.approved {2}cannot be verified/);
  expect(stdout).toMatch(/getPartnerUser {2}GET \S+ {2}active/);
  expect(stdout).not.toContain("sandbox-qash-api-secret");
  expect(stdout).not.toContain("\u001b");
});

it("tells why a journey ended early", async () => {
  const exchanges: SandboxExchange[] = [];
  await using sandbox = await startSandbox({
    onRequest: (exchange) => exchanges.push(exchange),
    faults: [{ provider: "p100", operation: "addKycFile", status: 503 }],
  });
  const journey = createJourneys(sandbox).find(({ provider }) => provider === "p100");
  if (journey === undefined) throw new Error("There is no journey of P100.");
  const story = tell(await play(journey, sandbox, exchanges), p100, { color: false });
  expect(story).toMatch(/createUser {2}POST/);
  expect(story).toMatch(/problem .*503/);
});
