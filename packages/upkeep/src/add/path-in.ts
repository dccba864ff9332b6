import { relative, sep } from "node:path";
import type { Workspace } from "@countersign/spec/workspace";

/** Returns a file's path relative to its workspace, with forward slashes. */
export function pathIn({ root }: Workspace, file: string): string {
  return relative(root, file).split(sep).join("/");
}
