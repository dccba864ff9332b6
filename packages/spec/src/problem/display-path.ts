import { relative } from "node:path";

/** Returns a path relative to the working directory where that is shorter; a URL unchanged. */
export function displayPath(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  const fromHere = relative(process.cwd(), file);
  return fromHere !== "" && fromHere.length < file.length ? fromHere : file;
}
