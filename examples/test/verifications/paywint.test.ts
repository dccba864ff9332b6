import { expect, it } from "vitest";
import { verifyWithPaywint } from "../../verifications/paywint.ts";

const NOON = "2026-11-30T12:00:00.000Z";
const AN_HOUR_LATER = "2026-11-30T13:00:00.000Z";

const kyc = (outcome: string) => [
  "the link leads to the sandbox",
  "the same link resumes: true",
  "KYC null",
  `received kyc.applied of ${NOON}`,
  `received kyc.pending of ${NOON}`,
  "KYC pending",
  `received kyc.${outcome} of ${AN_HOUR_LATER}`,
  `KYC ${outcome}`,
  "link null",
];

const kyb = (outcome: string) => [
  "Roe Traders LLC pending",
  `received kyb.${outcome} of ${NOON}`,
  `Roe Traders LLC ${outcome}`,
];

it("takes users of Paywint to every outcome, and is refused as Paywint documents", async () => {
  expect(await verifyWithPaywint()).toEqual({
    kyc: { approved: kyc("approved"), rejected: kyc("rejected"), failed: kyc("failed") },
    kyb: { approved: kyb("approved"), rejected: kyb("rejected") },
    users: { firstPage: 10, allPages: 12, total: 12 },
    refusals: {
      "a KYB that was not submitted": "404",
      "submitting a business again": expect.stringMatching(/^422 submitUserKyb is not possible: /),
      "the KYC of an unknown user": "404",
      "an ID that is no UUID": "422 path.user_id",
    },
  });
});
