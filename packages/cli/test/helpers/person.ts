import { PassThrough } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "../../src/terminal/prompt.ts";

/** Simulates a person who types the given keys, one after another. */
export function person(...keys: readonly string[]): {
  readonly terminal: Terminal;
  /** Returns everything shown so far, as plain text. */
  readonly shown: () => string;
} {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 100 });
  let shown = "";
  output.on("data", (text) => {
    shown += String(text);
  });
  void (async () => {
    for (const key of keys) {
      await wait(20);
      input.write(key);
    }
  })();
  return { terminal: { input, output }, shown: () => stripVTControlCharacters(shown) };
}

export const ENTER = "\r";
export const DOWN = "\x1b[B";
/** Ctrl+U. */
export const CLEAR_LINE = "\x15";
