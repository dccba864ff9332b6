/** The guides in the order in which one reads them. Others in `docs/` follow by name. */
export const GUIDE_ORDER: readonly string[] = [
  "quick-start.md",
  "authentication-and-signing.md",
  "webhooks.md",
  "errors-and-retries.md",
  "testing-with-the-sandbox.md",
  "add-a-provider.md",
  "when-a-spec-changes.md",
  "vocabulary.md",
  "security-model.md",
];
