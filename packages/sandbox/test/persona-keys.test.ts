import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bundledSpec } from "@countersign/spec/load";
import { Cursor } from "@countersign/spec/openapi";
import { expect, test } from "vitest";
import { inflectKeys, toDeclaredKeys } from "../src/conventions/inflect.ts";
import type { OpenApiDocument } from "../src/index.ts";

const path = createRequire(import.meta.url).resolve("@countersign/persona/openapi.json");
const document: OpenApiDocument = JSON.parse(readFileSync(path, "utf8"));
const root = Cursor.root(bundledSpec(document, { name: "persona", file: "persona" }));

/** The JSON media types of the document, with where they are: of requests or of responses. */
function mediaTypes(kind: "requestBody" | "responses"): Cursor[] {
  const operations = root
    .at("paths")
    .entries()
    .flatMap(([, item]) => item.entries().map(([, operation]) => operation.at(kind)));
  const owners =
    kind === "requestBody"
      ? operations
      : operations.flatMap((responses) => responses.entries().map(([, response]) => response));
  return owners.map((owner) => owner.at("content").at("application/json"));
}

function examples(media: Cursor): unknown[] {
  const named = media.at("examples").entries();
  const all = [media.at("example"), ...named.map(([, example]) => example.at("value"))];
  return all.filter(({ exists }) => exists).map(({ value }) => value);
}

/** Properties whose keys are fields that a template names: the document does not declare all of them. */
const KEPT = ["fields", "fields-stubs"];

/**
 * Rewrites the keys of a value, except those of fields, and names of HTTP headers in API logs, which are in no
 * inflection.
 */
function rewritten(value: unknown, rewrite: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, rewrite));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      /^[A-Z]/.test(key) ? key : rewrite(key),
      KEPT.includes(key) ? child : rewritten(child, rewrite),
    ]),
  );
}

const camel = (key: string) => key.replace(/-([a-z\d])/g, (_, next: string) => next.toUpperCase());
const snake = (key: string) => key.replaceAll("-", "_");

test("reads each example request that is written in camel or in snake", () => {
  let count = 0;
  for (const media of mediaTypes("requestBody")) {
    for (const example of examples(media)) {
      for (const rewrite of [camel, snake]) {
        const sent = rewritten(example, rewrite);
        const schema = media.at("schema");
        expect(toDeclaredKeys(sent, schema, ["camel", "kebab", "snake"])).toEqual(example);
        count += 1;
      }
    }
  }
  expect(count).toBeGreaterThan(100);
});

test("writes each example response in camel and in snake", () => {
  let count = 0;
  for (const media of mediaTypes("responses")) {
    for (const example of examples(media)) {
      const schema = media.at("schema");
      expect(inflectKeys(example, [schema], "camel")).toEqual(rewritten(example, camel));
      expect(inflectKeys(example, [schema], "snake")).toEqual(rewritten(example, snake));
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(100);
});
