import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { p100 } from "@countersign/p100";
import { startSandbox } from "@countersign/sandbox";
import { expect, it, onTestFinished } from "vitest";
import { callAll } from "../tour/call-all.ts";
import { toTable } from "../tour/to-table.ts";

const run = promisify(execFile);
const main = fileURLToPath(new URL("../tour/main.ts", import.meta.url));

it("calls the five operations successfully", async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const results = await callAll(sandbox);
  expect(results.map(({ provider, ok }) => [provider, ok])).toEqual([
    ["paywint", true],
    ["inklink", true],
    ["qash", true],
    ["p100", true],
    ["persona", true],
  ]);
});

it("prints a table without full credentials, and without colour if there is no terminal", async () => {
  const { stdout, stderr } = await run(process.execPath, [main]);
  expect(stderr).toBe("");
  expect(stdout).toContain("5 of 5 operations succeeded.");
  expect(stdout).toMatch(/getKycInquiryLink.*GET/);
  expect(stdout).not.toContain("sandbox-qash-api-secret");
  expect(stdout).not.toContain("\u001b");
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(132);
});

it("reports a call that failed before it was sent", async () => {
  const sandbox = await startSandbox({ provider: "p100" });
  onTestFinished(() => sandbox.close());
  const result = {
    provider: "p100",
    operationId: "addUserVerification",
    response: "Error: no",
    ok: false,
  } as const;
  const table = toTable([{ provider: p100, result, exchange: undefined }], {
    columns: 120,
    color: false,
  });
  expect(table).toContain("not sent");
  expect(table).toContain("Error: no");
});
