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

// Complete by their types: one that is added here or there alone does not compile.
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
  pagination_invalid: true,
  webhook_invalid: true,
};
const reasons: Record<WebhookReason, true> = {
  header_missing: true,
  header_malformed: true,
  timestamp_stale: true,
  timestamp_in_future: true,
  signature_mismatch: true,
  body_not_json: true,
  replayed: true,
};

/** Returns which of some words do not stand in a text as code. */
function missing(text: string, words: readonly string[]): string[] {
  return words.filter((word) => !text.includes(`\`${word}\``));
}

it("the table of errors has every code", () => {
  const [, table = ""] = read("docs/errors-and-retries.md").split("## Every error");
  expect(missing(table, Object.keys(codes))).toEqual([]);
});

it("the table of refusals has every reason", () => {
  const [, table = ""] = read("docs/webhooks.md").split("## Why a delivery is refused");
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

    it("has as many events as the guide to webhooks says", () => {
      const count = webhooks?.event && webhooks.events?.length;
      const said = /(\d+) names/.exec(rowOf("docs/webhooks.md") ?? "")?.[1];
      expect(said).toBe(count === undefined ? undefined : String(count));
    });

    it("has the credentials and headers that the guide to authentication says", () => {
      const text = read("docs/authentication-and-signing.md");
      const words = Object.values(securitySchemes).flatMap((scheme) => [
        ...("credential" in scheme ? [scheme.credential] : []),
        ...("header" in scheme ? [scheme.header] : []),
      ]);
      expect(words.length).toBeGreaterThan(0);
      expect(missing(text, words)).toEqual([]);
    });

    it("has the environments that the quick start says", () => {
      const row = read("docs/quick-start.md")
        .split("\n")
        .find((line) => line.includes(`\`countersign/${name.toLowerCase()}\``));
      const names = Object.keys(servers);
      if (names.length === 1) expect(row).toContain("not needed");
      else expect(missing(row ?? "", names)).toEqual([]);
    });
  },
);

it("the signature that the guide shows as data is the one of the spec", () => {
  const [, block = ""] =
    /```yaml\n(.*?)```/s.exec(read("docs/authentication-and-signing.md")) ?? [];
  expect(block).not.toBe("");
  expect(read("specs/paywint/openapi.yaml")).toContain(
    block.replaceAll(/^/gm, " ".repeat(6)).trimEnd(),
  );
});

it("README and quick start lead to every guide", () => {
  const guides = readdirSync(new URL("docs/", repository))
    .filter((file) => file.endsWith(".md") && file !== "mutation-testing.md")
    .sort();
  const linked = (path: string, prefix: string) =>
    guides.filter((guide) => read(path).includes(`](${prefix}${guide})`));
  expect(linked("README.md", "docs/")).toEqual(guides);
  const others = guides.filter((guide) => guide !== "quick-start.md");
  expect(linked("docs/quick-start.md", "")).toEqual(others);
});
