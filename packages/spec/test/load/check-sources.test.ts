import { createHash } from "node:crypto";
import { DOCUMENT, specErrorOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";
import { refusal } from "../helpers/refusal.ts";

const VENDORED = "get:\n  operationId: listUsers\n";
/** SHA-256 of {@link VENDORED}, computed by sha256sum. */
const SHA256 = "3b5033c55a196185ccd1674d819e0fe4570d40af091baa5c5a5b9810b0675670";
const OWN = "  openapi.yaml:\n    hand-written: all of it\n";
const RECORD = `  vendor/users.yaml:
    address: https://acme.test/users.yaml
    date: 2026-11-20
    sha256: ${SHA256}
    licence: MIT
`;

test("a folder whose files are all accounted for is accepted, dot files not counted", async () => {
  expect(createHash("sha256").update(VENDORED).digest("hex")).toBe(SHA256);
  const folder = await specFolder({
    "openapi.yaml": DOCUMENT,
    "vendor/users.yaml": VENDORED,
    "source.yaml": `files:\n${OWN}${RECORD}`,
    ".DS_Store": "",
  });
  expect((await loadSpec(folder)).name).toBe("acme");
});

describe("source.yaml is refused at its place", () => {
  test.for([
    ["without files", "name: acme\n", "source.yaml:1:1 It has no `files`."],
    [
      "that is not YAML",
      "files: [\n",
      "source.yaml:2:1 The file is not valid YAML: deficient indentation.",
    ],
    [
      "with an entry that says nothing",
      `files:\n  openapi.yaml:\n${RECORD}`,
      "source.yaml:2:3 The provenance of openapi.yaml is incomplete.",
    ],
    [
      "with an entry that lacks its licence",
      `files:\n${OWN}${RECORD.replace(/ +licence.*\n/, "")}`,
      "source.yaml:5:5 The provenance of vendor/users.yaml is incomplete.",
    ],
    [
      "that does not list a file of the folder",
      `files:\n${OWN}`,
      "source.yaml:2:3 It does not say where vendor/users.yaml comes from.",
    ],
    [
      "that lists a file which is not there",
      `files:\n${OWN}${RECORD}  gone.yaml:\n    hand-written: long ago\n`,
      "source.yaml:10:5 It lists gone.yaml, which the folder does not hold.",
    ],
    [
      "that lists a file outside the folder",
      `files:\n${OWN}${RECORD}  ../acme/openapi.yaml:\n    hand-written: elsewhere\n`,
      "source.yaml:10:5 It lists ../acme/openapi.yaml, which the folder does not hold.",
    ],
  ] as const)("%s", async ([, source, expected]) => {
    const files = {
      "openapi.yaml": DOCUMENT,
      "vendor/users.yaml": VENDORED,
      "source.yaml": source,
    };
    expect(await refusal(files)).toBe(expected);
  });
});

test("a vendored file that was edited is refused, with its new hash", async () => {
  const folder = await specFolder({
    "openapi.yaml": DOCUMENT,
    "vendor/users.yaml": "get: {}\n",
    "source.yaml": `files:\n${OWN}${RECORD}`,
  });
  const error = await specErrorOf(loadSpec(folder));
  expect(error.location.file).toMatch(/acme\/vendor\/users\.yaml$/);
  expect(error.message).toBe(
    "The vendored file is not the one that source.yaml records (its sha256 is 7513271bb40948097d9160952972aba2f3b0bcb06cf475dd3a4c17e3210821d8).",
  );
});
