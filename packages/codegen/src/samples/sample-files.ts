import { FileExample } from "@countersign/spec/model";

/** A file that a sample reads. */
export interface SampleFile {
  /** Its name, in the folder where the sample runs. */
  readonly name: string;
  readonly mediaType: string;
  /** Its content in the document's example. */
  readonly text: string;
}

/** Returns a value with each file in it replaced. */
export function replaceFiles(
  value: unknown,
  replace: (file: SampleFile) => unknown,
  name = "body",
): unknown {
  if (value instanceof FileExample) return replace(toFile(value, name));
  if (Array.isArray(value)) return value.map((item) => replaceFiles(item, replace, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, replaceFiles(child, replace, key)]),
  );
}

/** Returns the files in a value, without duplicates. */
export function filesIn(value: unknown): SampleFile[] {
  const files = new Map<string, SampleFile>();
  replaceFiles(value, (file) => files.set(file.name, file));
  return [...files.values()];
}

function toFile({ text }: FileExample, property: string): SampleFile {
  const isPdf = text.startsWith("%PDF-");
  // A property may have any name, but a file needs a simple one.
  const word =
    property
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "file";
  return {
    name: `${word}.${isPdf ? "pdf" : "bin"}`,
    mediaType: isPdf ? "application/pdf" : "application/octet-stream",
    text,
  };
}

/** Returns the name of the file to which a sample writes a response of a media type. */
export function responseFileName(mediaType: string): string {
  const [, subtype = ""] = /^[^/]+\/([a-z0-9]{2,5})\s*(;|$)/i.exec(mediaType) ?? [];
  return `response.${subtype.toLowerCase() || "bin"}`;
}
