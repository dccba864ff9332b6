import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../src/load/load-spec.ts";
import type { Spec } from "../src/load/spec.ts";
import { toModel } from "../src/model/to-model.ts";

const specs = join(import.meta.dirname, "../../../specs");
const providers = readdirSync(specs);

function lines(provider: string): string[] {
  const text = readFileSync(join(specs, provider, "operations.txt"), "utf8");
  return text.split("\n").filter((line) => line !== "");
}

/** Returns all schemas with properties, anywhere in a document. */
function* schemasOf(spec: Spec): Generator<Record<string, unknown>> {
  const pending: unknown[] = [spec.document];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== "object" || node === null) continue;
    const record = node as Record<string, unknown>;
    if (typeof record.properties === "object" && record.properties !== null) yield record;
    pending.push(...Object.values(record).filter((child) => child !== undefined));
  }
}

describe.each(providers)("the spec of %s", (provider) => {
  test("has every documented operation, and no other", async () => {
    const model = toModel(await loadSpec(join(specs, provider)));
    const actual = model.operations.map(({ method, path }) => `${method} ${path}`);
    expect(actual.sort()).toEqual(lines(provider).sort());
  });

  test("declares for every operation how well it is documented", async () => {
    const { operations } = toModel(await loadSpec(join(specs, provider)));
    const undeclared = operations.filter(({ evidence }) => evidence === undefined);
    expect(undeclared.map(({ id }) => id)).toEqual([]);
  });

  test("marks fields that are plainly personal or secret as sensitive", async () => {
    const personal =
      /^(first|last|middle)_?name$|^(birth_?date|dob|ssn|iban|cvv|pin|secret|email|phone|account_number|card_?number|document_?number)$/i;
    const spec = await loadSpec(join(specs, provider));
    const unmarked = [...schemasOf(spec)].flatMap(({ properties }) =>
      Object.entries(properties as Record<string, unknown>)
        .filter(([name]) => personal.test(name))
        .filter(([, schema]) => !JSON.stringify(schema).includes("x-countersign-sensitive"))
        .filter(([, schema]) => !JSON.stringify(schema).includes("$ref"))
        .map(([name, schema]) => `${name}: ${JSON.stringify(schema)}`),
    );
    expect(unmarked).toEqual([]);
  });
});
