import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { expectedVectors } from "../src/expected-vectors.ts";
import type { Report } from "../src/report.ts";
import { serveFiles } from "../src/serve-files.ts";
import { type ProviderServer, startProvider } from "../src/start-provider.ts";

/** A way to run a user's program. */
export interface ReportCase {
  /** What the runtime must say that it is. */
  readonly agent: RegExp;
  readonly isAvailable: boolean;
  /** Runs the program against a server, which also has the consumer's files. */
  readonly report: (origin: string) => Promise<Report>;
}

/** Defines the tests that every runtime, and every bundle, must pass. */
export function describeReport({ agent, isAvailable, report }: ReportCase): void {
  describe.skipIf(!isAvailable)("the packages of the tarballs", () => {
    let provider: ProviderServer;
    let reported: Promise<Report>;

    beforeAll(async () => {
      provider = await startProvider(serveFiles(inject("consumer")));
      reported = report(provider.origin);
      // Where it fails, each test does, and is counted: a hook that fails would only skip them.
      await reported.catch(() => {});
    });
    afterAll(() => provider[Symbol.asyncDispose]());

    it("run there and nowhere else", async () => {
      const { runtime } = await reported;
      expect(runtime).toMatch(agent);
    });

    it("make signed Paywint calls, which a server that checks signatures accepts", async () => {
      const { calls } = await reported;
      const { userId, newUser } = provider.setup;
      expect(calls.link).toBe(`for /api/platform/persona/platform-user/inquiry/${userId}`);
      expect(calls.created).toEqual(newUser);
    });

    it("have a call with another key refused by that server", async () => {
      const { calls } = await reported;
      expect(calls.refusal).toBe(401);
    });

    it("call without the facade, by a provider's package alone", async () => {
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

    it("sign and verify all vectors as they are written down", async () => {
      const { vectors } = await reported;
      expect(vectors).toEqual(expectedVectors());
    });
  });
}
