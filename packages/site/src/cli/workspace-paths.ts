import { join } from "node:path";

/** The repository, and the folder that holds the built site. */
export const ROOT: string = join(import.meta.dirname, "../../../..");
export const SITE: string = join(ROOT, "packages/site/dist");
