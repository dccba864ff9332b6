import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { OverlayDraft } from "@countersign/spec/load";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { readDocument } from "./read-document.ts";

/**
 * Returns the overlay in a file.
 *
 * @throws SpecError when there is no such file, or it cannot be read.
 */
export async function readOverlay(path: string): Promise<OverlayDraft> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new SpecError("The overlay does not exist.", {
      location: { file: displayPath(file) },
      remedy: "Pass the path of an overlay; download it first if it is at a URL.",
    });
  }
  const { text, origin } = await readDocument(file);
  return { text, origin };
}
