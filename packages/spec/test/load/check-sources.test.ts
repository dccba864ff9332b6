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

test("accepts a folder whose files are all listed, and ignores dot files", async () => {
  expect(createHash("sha256").update(VENDORED).digest("hex")).toBe(SHA256);
  const folder = await specFolder({
    "openapi.yaml": DOCUMENT,
    "vendor/users.yaml": VENDORED,
    "source.yaml": `files:\n${OWN}${RECORD}`,
    ".DS_Store": "",
  });
  expect((await loadSpec(folder)).name).toBe("acme");
});

describe("refuses a source.yaml at the problem's location", () => {
  test.for([
    ["without files", "name: acme\n", "source.yaml:1:1 source.yaml has no `files`."],
    [
      "that is not YAML",
      "files: [\n",
      "source.yaml:2:1 The file is not valid YAML: deficient indentation.",
    ],
    [
      "with an empty entry",
      `files:\n  openapi.yaml:\n${RECORD}`,
      "source.yaml:2:3 The provenance of openapi.yaml is incomplete.",
    ],
    [
      "with an entry without a licence",
      `files:\n${OWN}${RECORD.replace(/ +licence.*\n/, "")}`,
      "source.yaml:5:5 The provenance of vendor/users.yaml is incomplete.",
    ],
    [
      "that does not list a file of the folder",
      `files:\n${OWN}`,
      "source.yaml:2:3 source.yaml has no entry for vendor/users.yaml.",
    ],
    [
      "that lists a missing file",
      `files:\n${OWN}${RECORD}  gone.yaml:\n    hand-written: long ago\n`,
      "source.yaml:10:5 source.yaml lists gone.yaml, which is not in the folder.",
    ],
    [
      "that lists a file outside the folder",
      `files:\n${OWN}${RECORD}  ../acme/openapi.yaml:\n    hand-written: elsewhere\n`,
      "source.yaml:10:5 source.yaml lists ../acme/openapi.yaml, which is not in the folder.",
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

test("refuses a vendored file that was edited, and reports its new hash", async () => {
  const folder = await specFolder({
    "openapi.yaml": DOCUMENT,
    "vendor/users.yaml": "get: {}\n",
    "source.yaml": `files:\n${OWN}${RECORD}`,
  });
  const error = await specErrorOf(loadSpec(folder));
  expect(error.location.file).toMatch(/acme\/vendor\/users\.yaml$/);
  expect(error.message).toBe(
    "The vendored file does not match its hash in source.yaml (its sha256 is 7513271bb40948097d9160952972aba2f3b0bcb06cf475dd3a4c17e3210821d8).",
  );
});
