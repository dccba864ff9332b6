export type { EmittedFile } from "./emitted-file.ts";
export { inTemporaryFolder, type WriteResult, writeFiles } from "./write-files.ts";
