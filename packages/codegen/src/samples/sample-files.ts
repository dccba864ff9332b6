import { FileExample } from "@countersign/spec/model";

/** A file that a sample reads. */
export interface SampleFile {
  /** Its name, in the folder in which the sample runs. */
  readonly name: string;
  readonly mediaType: string;
  /** What the document shows as its content. */
  readonly text: string;
}

/** Returns a value with what `replace` makes of each file within it. */
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

/** Returns the files within a value, each once. */
export function filesIn(value: unknown): SampleFile[] {
  const files = new Map<string, SampleFile>();
  replaceFiles(value, (file) => files.set(file.name, file));
  return [...files.values()];
}

function toFile({ text }: FileExample, property: string): SampleFile {
  const isPdf = text.startsWith("%PDF-");
  // The name of a property is any text, that of the file must be a plain one.
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

/** Returns a name for the file into which a sample writes an answer of a media type. */
export function responseFileName(mediaType: string): string {
  const [, subtype = ""] = /^[^/]+\/([a-z0-9]{2,5})\s*(;|$)/i.exec(mediaType) ?? [];
  return `answer.${subtype.toLowerCase() || "bin"}`;
}
