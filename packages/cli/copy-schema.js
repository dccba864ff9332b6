import { copyFile } from "node:fs/promises";

// Editors read the vocabulary's schema by its path, and users install this package alone.
const schema = import.meta.resolve("@countersign/spec/vocabulary.schema.json");
await copyFile(new URL(schema), new URL("dist/vocabulary.schema.json", import.meta.url));
