import { fileURLToPath } from "node:url";

/** The root of this repository. */
export const repositoryRoot: string = fileURLToPath(new URL("../../../../", import.meta.url));
