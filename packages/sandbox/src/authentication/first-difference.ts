import { visibleBytes } from "./visible-bytes.ts";

/** Where two byte strings first differ. */
export interface Difference {
  /** Offset of the first byte that differs, from 0. */
  readonly at: number;
  /** What is expected around there, with symbols for control characters. */
  readonly expected: string;
  /** What there is instead. */
  readonly received: string;
}

/** How many bytes are shown before and after a difference begins. */
const BEFORE = 12;
const AFTER = 20;

/** Returns where two byte strings first differ, or undefined if they are equal. */
export function firstDifference(expected: Buffer, received: Buffer): Difference | undefined {
  if (expected.equals(received)) return undefined;
  let at = 0;
  while (at < expected.length && expected[at] === received[at]) at += 1;
  const around = (bytes: Buffer) =>
    visibleBytes(bytes.subarray(Math.max(at - BEFORE, 0), at + AFTER));
  return { at, expected: around(expected), received: around(received) };
}
