import { expect, it } from "vitest";
import { verifyWithPersona } from "../../verifications/persona.ts";

const completed = [
  "inquiry.created (created)",
  "inquiry.started (pending)",
  "inquiry.completed (completed)",
];

it("takes inquiries of Persona to every outcome, and is refused as Persona documents", async () => {
  expect(await verifyWithPersona()).toEqual({
    events: {
      late: ["inquiry.created (created)", "inquiry.expired (expired)"],
      decided: [
        ...completed,
        "inquiry.marked-for-review (needs_review)",
        "inquiry.declined (declined)",
      ],
      simulated: [...completed, "inquiry.approved (approved)"],
      redacted: [...completed, "inquiry.redacted (completed)"],
      completed,
      failed: ["inquiry.created (created)", "inquiry.started (pending)", "inquiry.failed (failed)"],
      expired: ["inquiry.created (created)", "inquiry.expired (expired)"],
      needs_review: [...completed, "inquiry.marked-for-review (needs_review)"],
      approved: [...completed, "inquiry.approved (approved)"],
      declined: [...completed, "inquiry.declined (declined)"],
    },
    statuses: {
      "late, after a day": "expired",
      late: "pending",
      decided: "declined",
      simulated: "approved",
      redacted: "completed",
      completed: "completed",
      failed: "failed",
      expired: "expired",
      needs_review: "needs_review",
      approved: "approved",
      declined: "declined",
    },
    forged: 400,
    refusals: {
      "an inquiry that was never created": expect.stringMatching(/^404 Record not found: /),
      "an inquiry without a template": expect.stringMatching(/^400 Bad Request: must have one of/),
      "a note with another filter": expect.stringMatching(/^400 Bad Request: must not combine/),
      "marking a decided inquiry for review": expect.stringMatching(/^409 Conflict: .*declined/),
      "a second decision": expect.stringMatching(/^409 Conflict: .*declined/),
      "letting a decided inquiry expire": expect.stringMatching(/^409 Conflict: .*declined/),
      "resuming a redacted inquiry": "409 Conflict: Inquiry already redacted",
      "redacting an inquiry again": "409 Conflict: Inquiry already redacted",
    },
  });
});
