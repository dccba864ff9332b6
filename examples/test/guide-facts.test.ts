import { readdirSync, readFileSync } from "node:fs";
import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import type { CountersignErrorCode, Provider, WebhookReason } from "countersign";
import { describe, expect, it } from "vitest";

const repository = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, repository), "utf8");
const providers: readonly Provider[] = [inklink, p100, paywint, persona, qash];

// Their types make both complete: a code that is added in only one place does not compile.
const codes: Record<CountersignErrorCode, true> = {
  configuration_invalid: true,
  credential_missing: true,
  credential_invalid: true,
  request_invalid: true,
  redirect_refused: true,
  http_error: true,
  connection_failed: true,
  timeout: true,
  aborted: true,
  response_invalid: true,
  integer_unsafe: true,
  response_too_large: true,
  pagination_invalid: true,
  webhook_invalid: true,
};
const reasons: Record<WebhookReason, true> = {
  header_missing: true,
  header_malformed: true,
  field_missing: true,
  field_malformed: true,
  timestamp_stale: true,
  timestamp_in_future: true,
  signature_mismatch: true,
  body_not_json: true,
  body_malformed: true,
  replayed: true,
};

/** Returns the words that a text does not contain as inline code. */
function missing(text: string, words: readonly string[]): string[] {
  return words.filter((word) => !text.includes(`\`${word}\``));
}

it("lists every code in the table of errors", () => {
  const [, table = ""] = read("docs/errors-and-retries.md").split("## Every error");
  expect(missing(table, Object.keys(codes))).toEqual([]);
});

it("lists every reason in the table of refusals", () => {
  const [, table = ""] = read("docs/webhooks.md").split("## Why a delivery is rejected");
  expect(missing(table, Object.keys(reasons))).toEqual([]);
});

describe.each(providers.map((provider) => [provider.title, provider] as const))(
  "%s",
  (title, { webhooks, securitySchemes, servers }) => {
    const [name = ""] = title.split(" ");
    const rowOf = (path: string) =>
      read(path)
        .split("\n")
        .find((line) => line.startsWith(`| ${name} |`));

    it("has as many events as the webhooks guide lists", () => {
      const count = webhooks?.event && webhooks.events?.length;
      const documented = /(\d+) names/.exec(rowOf("docs/webhooks.md") ?? "")?.[1];
      expect(documented).toBe(count === undefined ? undefined : String(count));
    });

    it("has the credentials and headers that the authentication guide lists", () => {
      const text = read("docs/authentication-and-signing.md");
      const words = Object.values(securitySchemes).flatMap((scheme) => [
        ...("credential" in scheme ? [scheme.credential] : []),
        ...("header" in scheme ? [scheme.header] : []),
      ]);
      expect(words.length).toBeGreaterThan(0);
      expect(missing(text, words)).toEqual([]);
    });

    it("has the environments that the quick start lists", () => {
      const row = read("docs/quick-start.md")
        .split("\n")
        .find((line) => line.includes(`\`countersign/${name.toLowerCase()}\``));
      const names = Object.keys(servers);
      if (names.length === 1) expect(row).toContain("not needed");
      else expect(missing(row ?? "", names)).toEqual([]);
    });
  },
);

it("shows the spec's signature declaration in the guide", () => {
  const [, block = ""] =
    /```yaml\n(.*?)```/s.exec(read("docs/authentication-and-signing.md")) ?? [];
  expect(block).not.toBe("");
  expect(read("specs/paywint/openapi.yaml")).toContain(
    block.replaceAll(/^/gm, " ".repeat(6)).trimEnd(),
  );
});

it("links to every guide from the README and the quick start", () => {
  const forContributors = ["mutation-testing.md", "style.md"];
  const guides = readdirSync(new URL("docs/", repository))
    .filter((file) => file.endsWith(".md") && !forContributors.includes(file))
    .sort();
  const linked = (path: string, prefix: string) =>
    guides.filter((guide) => read(path).includes(`](${prefix}${guide})`));
  expect(linked("README.md", "docs/")).toEqual(guides);
  const others = guides.filter((guide) => guide !== "quick-start.md");
  expect(linked("docs/quick-start.md", "")).toEqual(others);
});
