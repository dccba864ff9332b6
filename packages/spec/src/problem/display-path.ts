import { relative } from "node:path";

/** Returns a path as a person at the terminal would write it; an address as it is. */
export function displayPath(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  const fromHere = relative(process.cwd(), file);
  return fromHere !== "" && fromHere.length < file.length ? fromHere : file;
}
