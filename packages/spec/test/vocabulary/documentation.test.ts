import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYaml } from "@redocly/openapi-core";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { type VocabularySubject, vocabularyProblems } from "../../src/vocabulary/vocabulary.ts";

const repository = join(import.meta.dirname, "../../../..");
const reference = readFileSync(join(repository, "docs/vocabulary.md"), "utf8");
const schema: { $defs: Record<string, { properties?: object }> } = JSON.parse(
  readFileSync(join(repository, "packages/spec/vocabulary.schema.json"), "utf8"),
);

const SUBJECTS: readonly VocabularySubject[] = [
  "Root",
  "Server",
  "SecurityScheme",
  "Operation",
  "Parameter",
  "Schema",
  "Example",
  "Header",
];
const words = SUBJECTS.flatMap((subject) => Object.keys(schema.$defs[subject]?.properties ?? {}));
const blocks = [...reference.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => text);

/** Returns the objects that have words of the vocabulary. */
function bearers(node: unknown): object[] {
  if (typeof node !== "object" || node === null) return [];
  const own = Object.keys(node).some((key) => words.includes(key)) ? [node] : [];
  return [...own, ...Object.values(node).flatMap(bearers)];
}

describe("docs/vocabulary.md", () => {
  test("mentions every word, and no other", () => {
    const named = [...reference.matchAll(/`(x-(?:countersign|extensible)-[a-z-]+)`/g)];
    expect([...new Set(named.map(([, word]) => word))].sort()).toEqual([...new Set(words)].sort());
  });

  test.for(blocks.map((block, index) => [index + 1, block] as const))(
    "uses only valid words in example %i",
    ([, block]) => {
      for (const bearer of bearers(parseYaml(block))) {
        const accepting = SUBJECTS.filter(
          (subject) => vocabularyProblems(bearer, subject).length === 0,
        );
        expect(accepting, JSON.stringify(bearer)).not.toEqual([]);
      }
    },
  );

  test("has an example of each word whose value is an object", () => {
    const shown = new Set(
      blocks.flatMap((block) => bearers(parseYaml(block))).flatMap(Object.keys),
    );
    const others = ["filter", "rate-limit", "resource", "resources", "rules"];
    for (const word of ["hmac", "pagination", "webhooks", ...others]) {
      expect(shown).toContain(`x-countersign-${word}`);
    }
  });
});

test.for(["inklink", "p100", "paywint", "persona", "qash"])(
  "the spec of %s refers editors to the schema",
  (name) => {
    const folder = join(repository, "specs", name);
    const [line = ""] = readFileSync(join(folder, "openapi.yaml"), "utf8").split("\n");
    const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)$/.exec(line) ?? [];
    expect(JSON.parse(readFileSync(join(folder, path), "utf8"))).toEqual(schema);
  },
);

describe("the schema, as editors use it", () => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const document = (name: string): object =>
    JSON.parse(readFileSync(join(repository, `packages/providers/${name}/openapi.json`), "utf8"));

  test.for(["inklink", "p100", "paywint", "persona", "qash"])(
    "accepts the document of %s",
    (name) => {
      expect(validate(document(name))).toBe(true);
    },
  );

  test.for([
    ["a word on the wrong object", { "x-countersign-hmac": {} }],
    ["a word that does not exist", { servers: [{ url: "/", "x-countersign-enviroment": "a" }] }],
    ["an invalid value", { paths: { "/a": { get: { "x-countersign-evidence": "maybe" } } } }],
    [
      "an invalid value deep in a schema",
      {
        components: {
          schemas: { A: { properties: { a: { items: { "x-countersign-sensitive": "yes" } } } } },
        },
      },
    ],
  ] as const)("rejects %s", ([, part]) => {
    expect(validate({ ...document("inklink"), ...part })).toBe(false);
  });
});
