/** Reading order of the guides. Others in `docs/` follow by name. */
export const GUIDE_ORDER: readonly string[] = [
  "quick-start.md",
  "authentication-and-signing.md",
  "webhooks.md",
  "errors-and-retries.md",
  "proxies-and-certificates.md",
  "testing-with-the-sandbox.md",
  "test-a-whole-verification.md",
  "add-a-provider.md",
  "when-a-spec-changes.md",
  "vocabulary.md",
  "security-model.md",
];

/** Pages for people who work on this repository, listed apart from the guides. */
export const CONTRIBUTOR_PAGES: readonly string[] = [
  "releasing.md",
  "mutation-testing.md",
  "style.md",
];

/** Lists that pages are grouped in. */
export type GuideSection = "guides" | "contributing" | "decisions";
