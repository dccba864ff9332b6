import { copyFile } from "node:fs/promises";

// Editors need the vocabulary's schema at a path in this package, which may be the only one that users install.
const schema = import.meta.resolve("@countersign/spec/vocabulary.schema.json");
await copyFile(new URL(schema), new URL("dist/vocabulary.schema.json", import.meta.url));
