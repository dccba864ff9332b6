import { fileURLToPath } from "node:url";

/** Path of this repository's root. */
export const repositoryRoot: string = fileURLToPath(new URL("../../../../", import.meta.url));
