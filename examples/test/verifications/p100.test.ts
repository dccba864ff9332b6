import { expect, it } from "vitest";
import { verifyWithP100 } from "../../verifications/p100.ts";

it("takes users of P100 through both methods, and is refused as P100 documents", async () => {
  expect(await verifyWithP100()).toEqual({
    methodA: [
      "Verification documents to user added successfully",
      "balances: none",
      'received {"externalUserId":"user-a","status":"ACTIVE"}',
      "balances: eur, btc",
    ],
    methodB: [
      "page 200",
      "KYC {}",
      // P100 does not document the body of the event about a capture: rejected first, then approved.
      "received {}",
      "received {}",
      "Verification documents to user added successfully",
      "balances: none",
      'received {"externalUserId":"user-b","status":"ACTIVE"}',
      "balances: eur, btc",
    ],
    forged: 401,
    refusals: {
      "creating a user again": "400 P411",
      "verifying without documents": "404 P427",
      "the KYC of a user without a capture": "404 P445",
      "verifying again too early": "400 P430",
      "verifying an active user": "400 P442",
      "verifying before the capture is approved": "404 P427",
      "verifying with a rejected capture": "400 P446",
      "verifying an unknown user": "400 P412",
      "the KYC of an unknown user": "400 P412",
      "a card for an unknown user": "400 P412",
      "the page of an unknown user": "400 P412 User does not exist",
    },
  });
});
