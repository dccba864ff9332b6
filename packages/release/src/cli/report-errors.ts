import { styleText } from "node:util";
import { ReleaseError } from "../errors/release-error.ts";

/** Runs a command's work; on an error, prints message and remedy instead of a stack, and sets exit code 1. */
export async function reportErrors(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    console.error(`${styleText("red", "error", { stream: process.stderr })} ${message}`);
    if (error instanceof ReleaseError) console.error(`  remedy ${error.remedy}`);
    process.exitCode = 1;
  }
}
