import { afterEach, expect, test, vi } from "vitest";
import { startProgress, withProgress } from "../../src/terminal/progress.ts";

const { isTTY } = process.stderr;
afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
});

function recorded(isTerminal: boolean): string[] {
  process.stderr.isTTY = isTerminal;
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

test("shows work on a terminal and removes the line afterwards", async () => {
  const written = recorded(true);
  expect(await withProgress("comparing", async () => 7)).toBe(7);
  expect(written).toEqual(["\r\x1b[Kcomparing", "\r\x1b[K"]);
});

test("removes the line when the work fails", async () => {
  const written = recorded(true);
  const work = withProgress("comparing", () => Promise.reject(new Error("no")));
  await expect(work).rejects.toThrow("no");
  expect(written.at(-1)).toBe("\r\x1b[K");
});

test("shows nothing without a terminal or for short work", async () => {
  const elsewhere = recorded(false);
  await withProgress("comparing", async () => undefined);
  expect(elsewhere).toEqual([]);
  const terminal = recorded(true);
  const progress = startProgress();
  progress.say("fetching");
  progress.stop();
  expect(terminal).toEqual([]);
});
