import { list } from "tar";

/** The files of a package by path, without the prefix `package/` that npm adds. */
export type PackedFiles = ReadonlyMap<string, Buffer>;

/** Reads a package's tarball into memory. */
export async function readTarball(file: string): Promise<PackedFiles> {
  const files = new Map<string, Buffer>();
  await list({
    file,
    onReadEntry(entry) {
      const chunks: Buffer[] = [];
      entry.on("data", (chunk: Buffer) => chunks.push(chunk));
      entry.on("end", () => files.set(entry.path.replace(/^package\//, ""), Buffer.concat(chunks)));
    },
  });
  return files;
}
