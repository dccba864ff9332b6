import { styleText } from "node:util";
import { ReleaseError } from "../errors/release-error.ts";

/** Does a command's work; says what stopped it, and sets the exit code, instead of showing a stack. */
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
