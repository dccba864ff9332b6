import { expect, it } from "vitest";
import { verifyWithQash } from "../../verifications/qash.ts";

it("takes users of Qash to every outcome, and is refused as Qash documents", async () => {
  expect(await verifyWithQash()).toEqual({
    statuses: {
      registered: "pending",
      reviewed: "pending",
      approved: "active",
      failed: "pending",
      suspended: "suspended",
    },
    kyc: { status: "approved", rawStatus: "approved", inquiry: "the one that was started" },
    account: { description: "Savings", balance: 0 },
    refusals: {
      "reading an unknown user": "404 User not found",
      "verifying an unknown user": "404 User not found",
      "a token for an unknown user": "404 User not found",
      "the verification of a user without one": "404 KYC not found",
      "a second start": "409",
      "a token before approval": "403 User account is pending",
      "a token after an hour": "401",
      "a token after a failure": "403 User account is pending",
      "a token after suspension": "403 User account is suspended",
      "reading another partner's user": "404 User not found",
    },
  });
});
