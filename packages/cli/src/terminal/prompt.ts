import type { Readable, Writable } from "node:stream";
import { isCancel, log, select, text } from "@clack/prompts";

/** The streams used for prompts. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Thrown when the user cancels a prompt. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";

  constructor() {
    super("Cancelled; nothing was written.");
  }
}

/** A value to choose, and how it is shown. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** Shows a sentence before the prompts that it is about. */
export function inform(terminal: Terminal, message: string): void {
  log.info(message, { output: terminal.output });
}

/**
 * Prompts for one of several values and returns it.
 *
 * @throws StoppedError when the user cancels.
 */
export async function choose<T extends string>(
  terminal: Terminal,
  message: string,
  choices: readonly Choice<T>[],
): Promise<T> {
  const options: Choice<string>[] = [...choices];
  const chosen = await select<string>({ ...terminal, message, options });
  const known = choices.find(({ value }) => value === chosen);
  if (known === undefined) throw new StoppedError();
  return known.value;
}

/** What a string to type starts as, and what it must be. */
export interface Typing {
  /** Default: empty. */
  readonly initialValue?: string | undefined;
  /** Returns what is wrong with a string. It is prompted for until nothing is. */
  readonly problemOf: (typed: string) => string | undefined;
}

/**
 * Prompts for a string and returns it.
 *
 * @throws StoppedError when the user cancels.
 */
export async function type(
  terminal: Terminal,
  message: string,
  { initialValue = "", problemOf }: Typing,
): Promise<string> {
  const validate = (value = "") => problemOf(value);
  const typed = await text({ ...terminal, message, initialValue, validate });
  if (isCancel(typed)) throw new StoppedError();
  return typed;
}
