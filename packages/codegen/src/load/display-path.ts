import { relative } from "node:path";

/** Returns a path as a person at the terminal would write it. */
export function displayPath(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere !== "" && fromHere.length < file.length ? fromHere : file;
}
