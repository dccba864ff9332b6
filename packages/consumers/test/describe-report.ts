import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { expectedVectors } from "../src/expected-vectors.ts";
import type { Report } from "../src/report.ts";
import { serveFiles } from "../src/serve-files.ts";
import { type ProviderServer, startProvider } from "../src/start-provider.ts";

/** A way to run a user's program. */
export interface ReportCase {
  /** Matches how the runtime identifies itself. */
  readonly agent: RegExp;
  readonly isAvailable: boolean;
  /** Runs the program against a server that also serves the consumer's files. */
  readonly report: (origin: string) => Promise<Report>;
}

/** Defines the tests that every runtime and every bundle must pass. */
export function describeReport({ agent, isAvailable, report }: ReportCase): void {
  describe.skipIf(!isAvailable)("the packed packages", () => {
    let provider: ProviderServer;
    let reported: Promise<Report>;

    beforeAll(async () => {
      provider = await startProvider(serveFiles(inject("consumer")));
      reported = report(provider.origin);
      // A failure must fail each test; a failing hook would only skip them.
      await reported.catch(() => {});
    });
    afterAll(() => provider[Symbol.asyncDispose]());

    it("run on this runtime", async () => {
      const { runtime } = await reported;
      expect(runtime).toMatch(agent);
    });

    it("make signed Paywint calls that a server with signature checks accepts", async () => {
      const { calls } = await reported;
      const { userId, newUser } = provider.setup;
      expect(calls.link).toBe(`for /api/platform/persona/platform-user/inquiry/${userId}`);
      expect(calls.created).toEqual(newUser);
    });

    it("fail with 401 on a call with a wrong key", async () => {
      const { calls } = await reported;
      expect(calls.refusal).toBe(401);
    });

    it("call a provider without the facade", async () => {
      const { plainCall } = await reported;
      const url = "/kyc/inquiry/a%2Fb/result";
      expect(plainCall).toEqual({ status: 200, data: { url } });
    });

    it("verify a Persona webhook, and refuse an altered one", async () => {
      const { webhook } = await reported;
      expect(webhook).toEqual({
        event: "inquiry.approved",
        id: "evt_1",
        inquiry: "inq_Žofie 🦊",
        altered: "signature_mismatch",
      });
    });

    it("sign and verify all vectors as published", async () => {
      const { vectors } = await reported;
      expect(vectors).toEqual(expectedVectors());
    });
  });
}
