import { join } from "node:path";

/** Root folder of the repository. */
export const ROOT: string = join(import.meta.dirname, "../../../..");
/** Folder of the built site. */
export const SITE: string = join(ROOT, "packages/site/dist");
