import { expect, it } from "vitest";
import { verifyWithInklink } from "../../verifications/inklink.ts";

it("takes inquiries of Inklink to every outcome, and is refused as Inklink documents", async () => {
  const outcomes = ["manual_review", "approved", "rejected", "failed"];
  const results = (kind: "KYC" | "Web") =>
    outcomes.map((outcome) => {
      const events = ["pending", outcome].map(
        (status) => `${kind.toLowerCase()}.result.${status} of user_${outcome}`,
      );
      return [`${kind} ${outcome}`, [...events, `result ${outcome}`]];
    });
  expect(await verifyWithInklink()).toEqual({
    results: {
      ...Object.fromEntries(results("KYC")),
      "Web processing": ["web.result.pending of user_processing", "result processing"],
      ...Object.fromEntries(results("Web")),
    },
    versions: ["2, Statement of May, published, latest", "1, Statement, published, replaced"],
    inherited: ["1, Statement", "2, Statement of May"],
    forged: 400,
    refusals: {
      "an inquiry from a draft": expect.stringMatching(/^400 VALIDATION_ERROR: .* template_key$/),
      "publishing a draft that is not there": "500 INTERNAL_ERROR: No draft template found",
      "changing a draft that is not there": "500 INTERNAL_ERROR: Draft template not found",
      "a second draft": expect.stringMatching(/^409 /),
      "the result of no inquiry": expect.stringMatching(/^404 NOT_FOUND: /),
      "no Web inquiry": expect.stringMatching(/^404 NOT_FOUND: /),
      "an unknown template": expect.stringMatching(/^404 NOT_FOUND: /),
      "a level and features": expect.stringMatching(/^400 VALIDATION_ERROR: .*level.*features/),
      "a page after an unknown template": expect.stringMatching(
        /^400 VALIDATION_ERROR: .*INVALID_AFTER_ID.* after_id$/,
      ),
      "a new secret for no endpoint": expect.stringMatching(/^500 INTERNAL_ERROR: /),
    },
  });
});
