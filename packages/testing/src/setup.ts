import { afterAll } from "vitest";
import { removeTemporaryFolders } from "./temporary-folder.ts";

// A setup file runs for each test file. A helper module may be loaded once for all files of a worker, so an
// `afterAll` there would run after the first file only.
afterAll(removeTemporaryFolders);
