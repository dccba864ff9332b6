import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledSpec } from "@countersign/spec/load";
import { toModel } from "@countersign/spec/model";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { compareModels } from "../../src/diff/compare-models.ts";
import { highest } from "../../src/diff/rating.ts";
import { recordedFindings } from "./helpers/recorded-findings.ts";

const ROOT = join(import.meta.dirname, "ratings");

async function changesOf(name: string) {
  const read = (file: string): object =>
    parse(readFileSync(join(ROOT, name, file), "utf8")) as object;
  const [before, after] = [read("before.yaml"), read("after.yaml")];
  const model = (document: object) => toModel(bundledSpec(document, { name: "acme", file: name }));
  const findings = await recordedFindings(before, after);
  return (await compareModels(model(before), model(after), findings)).all();
}

/** What each update is noted as; `want.txt` has the highest rating. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  "01-null-in-union-masked": [
    "minor: `Thing.extra` is new.",
    "major: `Thing.owner` can now also be null.",
  ],
  "03-request-null-dropped-masked": [
    "minor: `NewThing.extra` is new.",
    "major: `NewThing.owner` can no longer be null.",
  ],
  "05-items-dropped": ["major: `Thing.codes[]` can now be anything."],
  "06-discriminator-dropped": [
    "major: `D.kind` was removed.",
    "major: `E.kind` was removed.",
    "patch: Details of `Thing` changed.",
  ],
  "07-discriminator-mapping-renamed": [
    "major: `D.kind` has the new value `dd`.",
    "minor: `D.kind` no longer has the value `d`.",
    "patch: Details of `Thing` changed.",
  ],
  "08-member-leaves-discriminated-union": [
    "major: `D.kind` may now be missing.",
    "major: `D.kind` is no longer restricted to a list of values.",
    "minor: `Thing.shape` can no longer be `D`.",
  ],
  "09-union-to-member": ["minor: `Thing.owner` can no longer be `B` or `C`."],
  "10-anyof-to-oneof": ["patch: Details of `Thing` changed."],
  "11-shared-base-extracted": [
    "minor: The type `Base` is new.",
    "patch: Details of `Thing` changed.",
  ],
  "12-request-ref-becomes-nullable": ["minor: `NewThing.owner` can now also be null."],
  "15-one-change-in-50-events": Array.from(
    { length: 50 },
    (_, index) =>
      `minor: \`data\` in the payload of the event \`thing.e${index + 1}\` can no longer be \`B\` or \`C\`.`,
  ),
  "16-webhook-body-optional": ["major: The payload of the event `thing.done` may now be missing."],
  "17-ref-becomes-nullable": ["major: `Thing.owner` can now also be null."],
};

describe("rates and words each update truthfully", () => {
  test.for(readdirSync(ROOT))("%s", async (name) => {
    const changes = await changesOf(name);
    const want = readFileSync(join(ROOT, name, "want.txt"), "utf8");
    expect(want).toContain(highest(changes.map(({ rating }) => rating)));
    expect(changes.map(({ rating, message }) => `${rating}: ${message}`)).toEqual(NOTES[name]);
  });
});
