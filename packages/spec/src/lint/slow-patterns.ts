import { isObject } from "../json/is-object.ts";
import { childPointer } from "../json/json-pointer.ts";
import { withinTime } from "../openapi/within-time.ts";

/** A regular expression of a document that takes too long for a string of the document's examples. */
export interface SlowPattern {
  readonly pattern: string;
  /** JSON pointer of each schema that has it, or of each key of `patternProperties` that is it. */
  readonly pointers: readonly string[];
}

/** The patterns of a document, sorted by whether they can be run. */
export interface CheckedPatterns {
  readonly slow: readonly SlowPattern[];
  /** The patterns that must not be run: the slow ones, and those that are not checked because too many are slow. */
  readonly unsafe: ReadonlySet<string>;
}

/** A sound pattern takes microseconds. The limit leaves room for a busy machine. */
const LIMIT_MS = 100;
/** Limit for all strings together. What exceeds it may be the number of strings, so each is then checked. */
const TOTAL_LIMIT_MS = 300;
/** A process that was not scheduled looks like a slow pattern, but not twice. */
const ATTEMPTS = 2;
/** Bounds the time for a document that is made to take long. */
const MOST_SLOW = 10;

/**
 * Returns which patterns of a document take too long for a string in its examples. A validator of the examples runs
 * every pattern on some of these strings, and has no time limit.
 */
export function checkPatterns(document: object): CheckedPatterns {
  const patterns = patternsOf(document);
  const slow: SlowPattern[] = [];
  const unsafe = new Set<string>();
  const strings = patterns.size === 0 ? [] : exampleStrings(document);
  for (const [pattern, pointers] of patterns) {
    const isChecked = slow.length < MOST_SLOW;
    if (isChecked && !isSlow(pattern, strings)) continue;
    unsafe.add(pattern);
    if (isChecked) slow.push({ pattern, pointers });
  }
  return { slow, unsafe };
}

/** Returns a copy of a document without some of its patterns. */
export function withoutPatterns<T>(node: T, unsafe: ReadonlySet<string>): T {
  const copy = structuredClone(node);
  visit(copy, (object) => {
    if (typeof object.pattern === "string" && unsafe.has(object.pattern)) delete object.pattern;
    const { patternProperties } = object;
    if (!isObject(patternProperties)) return;
    for (const key of Object.keys(patternProperties)) {
      if (unsafe.has(key)) delete patternProperties[key];
    }
  });
  return copy;
}

function patternsOf(document: object): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (pattern: string, pointer: string): void => {
    found.set(pattern, [...(found.get(pattern) ?? []), pointer]);
  };
  visit(document, ({ pattern, patternProperties }, pointer) => {
    if (typeof pattern === "string") add(pattern, childPointer(pointer, "pattern"));
    if (!isObject(patternProperties)) return;
    const at = childPointer(pointer, "patternProperties");
    for (const key of Object.keys(patternProperties)) add(key, childPointer(at, key));
  });
  return found;
}

/** Returns the strings and keys in examples, and in what may be one: a property can be called `example`, too. */
function exampleStrings(document: object): readonly string[] {
  const found = new Set<string>();
  const collect = (value: unknown, isExample: boolean): void => {
    if (isExample && typeof value === "string") found.add(value);
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (isExample) found.add(key);
      collect(child, isExample || key === "example" || key === "examples");
    }
  };
  collect(document, false);
  return [...found];
}

function isSlow(pattern: string, strings: readonly string[]): boolean {
  const expression = compiled(pattern);
  if (expression === undefined) return false;
  const exceeds = (some: readonly string[], limit: number): boolean =>
    withinTime(() => some.every((text) => expression.test(text) || true), limit) === undefined;
  if (!exceeds(strings, TOTAL_LIMIT_MS)) return false;
  return strings.some((text) =>
    Array.from({ length: ATTEMPTS }).every(() => exceeds([text], LIMIT_MS)),
  );
}

/** Returns the regular expression as validators create it; undefined if it is none, which no validator runs. */
function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}

/** Calls `work` for each object in a document, with its JSON pointer. */
function visit(
  node: unknown,
  work: (object: Record<string | number, unknown>, pointer: string) => void,
  pointer = "#/",
): void {
  if (isObject(node)) work(node, pointer);
  if (typeof node !== "object" || node === null) return;
  for (const [key, child] of Object.entries(node)) visit(child, work, childPointer(pointer, key));
}
