import { bundledSpec } from "@countersign/spec/load";
import { type Model, toModel } from "@countersign/spec/model";
import { expect, test } from "vitest";
import type { Change } from "../../../src/diff/change.ts";
import { compareModels } from "../../../src/diff/compare-models.ts";
import { groupChanges } from "../../../src/diff/group-changes.ts";
import { highest, type Rating } from "../../../src/diff/rating.ts";
import { baseDocument, type Node } from "./document.ts";
import { MUTATIONS, type Mutation } from "./mutations.ts";
import { brokenUses, packageOf } from "./user-program.ts";

// Whether an update is rated major is decided by a program that uses everything in the old package: either it still
// compiles with the new one, or the update is major and the note names what stops compiling.

const base = baseDocument();
const before = await packageOf(base);

interface Update {
  readonly rating: Rating;
  /** Messages about what breaks, as the note has them. */
  readonly majors: readonly string[];
  /** What no longer compiles: operations, events and types. */
  readonly broken: readonly string[];
}

async function update(mutations: readonly Mutation[]): Promise<Update> {
  const document = baseDocument();
  for (const { apply } of mutations) apply(document);
  const changes = (await compareModels(modelOf(base), modelOf(document))).all();
  const broken = brokenUses(base, before, await packageOf(document));
  const ratings = changes.map(({ rating }) => rating);
  return { rating: highest(ratings), majors: majorsOf(changes), broken };
}

function modelOf(document: Node): Model {
  return toModel(bundledSpec(document, { name: "acme", file: "openapi.json" }));
}

function majorsOf(changes: readonly Change[]): string[] {
  return groupChanges(changes)
    .filter(({ changes: [{ rating }] }) => rating === "major")
    .map(({ message, names }) => [message, ...names].join(" "));
}

/** Returns the names that can explain why a use broke: its own, and those of the types that it contains. */
function explanations(use: string): string[] {
  const { schemas } = base.components;
  const operations = Object.values<Node>(base.paths).flatMap((item) => Object.values<Node>(item));
  const parts = [
    schemas[use],
    base.webhooks[use],
    ...operations.filter(({ operationId }) => operationId === use),
  ];
  const names = new Set([use]);
  const collect = (node: unknown): void => {
    const found = JSON.stringify(node ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ""] of found) {
      if (names.has(name)) continue;
      names.add(name);
      collect(schemas[name]);
    }
  };
  for (const part of parts) collect(part);
  return [...names];
}

function expectTruth({ rating, majors, broken }: Update): void {
  expect(rating === "major", JSON.stringify({ majors, broken })).toBe(broken.length > 0);
  const unnamed = broken.filter(
    (use) => !explanations(use).some((name) => majors.some((text) => mentions(text, name))),
  );
  expect(unnamed, majors.join("\n")).toEqual([]);
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`[\`"]${name.replace(".", "\\.")}[\`".[]`).test(text);
}

test("there are as many single changes as were promised", () => {
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(150);
});

test.for(MUTATIONS)("$name", async (mutation) => {
  expectTruth(await update([mutation]));
});

const PAIRS = 200;

test(`the rating of ${PAIRS} pairs of changes is the higher of the two`, async () => {
  const random = seeded(Number(process.env.ORACLE_SEED ?? 20_261_128));
  const singles = new Map<Mutation, Rating>();
  const ratingOf = async (mutation: Mutation): Promise<Rating> => {
    const known = singles.get(mutation) ?? (await update([mutation])).rating;
    singles.set(mutation, known);
    return known;
  };
  for (let count = 0; count < PAIRS; ) {
    const pair = [pick(random), pick(random)] as const;
    const both = await update(pair).catch(() => undefined);
    // One may change what the other has removed.
    if (pair[0] === pair[1] || both === undefined) continue;
    count += 1;
    const names = pair.map(({ name }) => name).join(" + ");
    try {
      expectTruth(both);
      expect(both.rating).toBe(highest([await ratingOf(pair[0]), await ratingOf(pair[1])]));
    } catch (cause) {
      throw new Error(`${names}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
}, 240_000);

function pick(random: () => number): Mutation {
  const mutation = MUTATIONS[Math.floor(random() * MUTATIONS.length)];
  if (mutation === undefined) throw new Error("there is no mutation");
  return mutation;
}

/** Mulberry32: a small generator, with the same sequence for the same seed. */
function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
