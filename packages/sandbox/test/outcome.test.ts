import { expect, test } from "vitest";
import { toOutcomes } from "../src/pages/outcome.ts";

const labelsOf = (states: readonly string[]) => toOutcomes(states).map(({ label }) => label);

test("puts decisions first, and keeps the order of what it does not know", () => {
  const states = ["pending", "expired", "failed", "processing", "rejected", "approved"];
  expect(toOutcomes(states)).toEqual([
    { state: "approved", label: "Approve", tone: "good" },
    { state: "rejected", label: "Reject", tone: "bad" },
    { state: "failed", label: "Fail", tone: "bad" },
    { state: "expired", label: "Let it expire", tone: "plain" },
    { state: "pending", label: "Move to pending", tone: "plain" },
    { state: "processing", label: "Move to processing", tone: "plain" },
  ]);
});

test.each(["needs_review", "manual_review", "NEEDS-REVIEW", "inReview", "Review"])(
  "knows %s however it is written",
  (state) => expect(labelsOf([state])).toEqual(["Send to review"]),
);

test.each([
  ["ACTIVE", "Approve"],
  ["completed", "Complete"],
  ["cancelled", "Cancel"],
  ["awaitingDocuments", "Move to awaiting documents"],
  ["previewed", "Move to previewed"],
])("labels %j", (state, label) => expect(labelsOf([state])).toEqual([label]));

test("labels no two outcomes alike", () => {
  expect(labelsOf(["approved", "active"])).toEqual(["Approve", "Move to active"]);
});
