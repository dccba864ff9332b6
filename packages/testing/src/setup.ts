import { afterAll } from "vitest";
import { removeTemporaryFolders } from "./temporary-folder.ts";

// Runs before each file of tests. A module of helpers may be loaded once for all files of a worker, so that
// what it asks to be done after the tests would be done after the first file alone.
afterAll(removeTemporaryFolders);
