import { vi } from "vitest";

/** Returns what Redocly prints to standard output while `work` runs, without colours. */
export async function printedBy(work: () => Promise<unknown>): Promise<string> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await work();
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    write.mockRestore();
  }
}
