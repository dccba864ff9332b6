import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runLimited } from "./run-limited.ts";

/** An OpenAPI document that somebody publishes in a package. */
export interface PublishedDocument {
  /** Name and exact version of the package. */
  readonly package: string;
  /** Path of the document in the package. */
  readonly file: string;
}

/** Returns the text of a document in a package of npm's registry, without installing the package. */
export async function publishedDocument(
  { package: name, file }: PublishedDocument,
  folder: string,
): Promise<string> {
  const destination = join(folder, name.replaceAll("/", "-"));
  await mkdir(destination, { recursive: true });
  const args = ["pack", name, "--silent", "--pack-destination", destination];
  const tarball = (await runLimited("npm", args, { cwd: destination })).trim();
  await runLimited("tar", ["-xzf", tarball, `package/${file}`], { cwd: destination });
  return readFile(join(destination, "package", file), "utf8");
}
