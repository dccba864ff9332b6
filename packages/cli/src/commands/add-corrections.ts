import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { shellWord } from "@countersign/codegen/samples";
import { writeFiles } from "@countersign/codegen/write";
import type { OverlayDraft } from "@countersign/spec/load";
import { displayPath, formatSpecError, SpecError, toLine } from "@countersign/spec/problem";
import type { AddOptions, Correction, RejectedDocument } from "@countersign/upkeep/add";
import { bad } from "../terminal/output.ts";
import type { Progress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/prompt.ts";

/** How `add` offers to correct a rejected document. */
export interface CorrectionOptions {
  /** The provider's name, for the name of the file. */
  readonly name: string;
  /** File to write the corrections to, without a prompt. */
  readonly writeOverlay: string | undefined;
  /** The terminal, if it may prompt. */
  readonly terminal: Terminal | undefined;
  /** The arguments of the command, to show how to go on. */
  readonly args: readonly string[];
  readonly progress: Progress;
}

/** Offers to correct a rejected document, and remembers what remains to be said if it is not corrected. */
export interface CorrectionOffer {
  readonly onRejected: NonNullable<AddOptions["onRejected"]>;
  /** Returns what to print for a document that remains rejected; undefined if none was rejected. */
  readonly message: () => string | undefined;
}

/**
 * Returns what `add` does with a rejected document: it writes an overlay with corrections, if a flag or a person
 * says so. It never overwrites a file.
 *
 * @throws SpecError when the file exists.
 */
export function offerCorrections(options: CorrectionOptions): CorrectionOffer {
  const { name, writeOverlay, terminal, args, progress } = options;
  if (writeOverlay !== undefined) assertNew(writeOverlay);
  let message: string | undefined;
  const onRejected = async ({
    error,
    correction,
  }: RejectedDocument): Promise<OverlayDraft | undefined> => {
    const rejection = `${bad("error")} ${formatSpecError(error)}`;
    if (correction === undefined) {
      if (writeOverlay !== undefined) message = `${rejection}\n\n${UNREADABLE}`;
      return undefined;
    }
    if (correction.actions.length === 0) {
      message = `${rejection}\n\n${BY_HAND}`;
      return undefined;
    }
    if (writeOverlay !== undefined) {
      await writeNew(writeOverlay, correction.text);
      message = `${rejection}\n\n${writtenAdvice(writeOverlay, correction, args)}`;
      return undefined;
    }
    const file = freeFile(`${name}-overlay`);
    if (terminal === undefined) {
      message = `${rejection}\n\n${flagAdvice(file, correction)}`;
      return undefined;
    }
    progress.stop();
    terminal.output.write(`${rejection}\n\n${listOf(correction)}\n\n`);
    const isComplete = correction.left.length === 0;
    const { promptForCorrection } = await import("../terminal/prompt-for-correction.ts");
    const choice = await promptForCorrection({ file, isComplete }, terminal);
    if (choice === "nothing") {
      message = flagAdvice(file, correction);
      return undefined;
    }
    if (choice === "write") {
      await writeNew(file, correction.text);
      message = writtenAdvice(file, correction, args);
      return undefined;
    }
    progress.say("adding");
    return { text: correction.text, origin: "the corrections" };
  };
  return { onRejected, message: () => message };
}

const UNREADABLE =
  "No overlay can correct this: it would be applied once the document has been read.";

const BY_HAND = "Correct it in an overlay of your own, and pass that with --overlay.";

function listOf({ actions }: Correction): string {
  const lines = actions.map(
    ({ target, description }) => `  ${toLine(target)}\n    ${toLine(description)}`,
  );
  return ["An overlay can correct it:", ...lines].join("\n");
}

function writtenAdvice(file: string, correction: Correction, args: readonly string[]): string {
  return [
    `${displayPath(file)} corrects the document${remaining(correction)}. Review it, then run:`,
    `  $ countersign ${withOverlay(args, file)
      .map((arg) => shellWord(arg))
      .join(" ")}`,
  ].join("\n");
}

function flagAdvice(file: string, correction: Correction): string {
  return `An overlay can correct the document${remaining(correction)}. To write one to review, run the command again with --write-overlay ${shellWord(file)}.`;
}

function remaining({ left }: Correction): string {
  if (left.length === 0) return "";
  return left.length === 1
    ? ", except for 1 problem that you have to correct in it"
    : `, except for ${left.length} problems that you have to correct in it`;
}

/** Returns the arguments with another overlay. */
function withOverlay(args: readonly string[], file: string): string[] {
  const kept: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (arg === "--overlay" || arg === "--write-overlay") index += 1;
    else if (!/^--(write-)?overlay=/.test(arg)) kept.push(arg);
  }
  return [...kept, "--overlay", file];
}

function freeFile(name: string): string {
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${name}.yaml` : `${name}-${number}.yaml`;
    if (!existsSync(file)) return file;
  }
}

function assertNew(file: string): void {
  if (!existsSync(file)) return;
  throw new SpecError("The file for the corrections already exists.", {
    location: { file: displayPath(file) },
    remedy: "Pass the path of a new file to --write-overlay.",
  });
}

async function writeNew(file: string, text: string): Promise<void> {
  assertNew(file);
  const folder = dirname(resolve(file));
  await writeFiles([{ path: basename(file), text }], { folder, owned: [], check: false });
}
