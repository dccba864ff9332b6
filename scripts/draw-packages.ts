import { readFileSync, writeFileSync } from "node:fs";
import { drawPackages, readPackageTable } from "./architecture/package-table.ts";

// `node scripts/draw-packages.ts`: draws the picture in CONTRIBUTING.md anew from the table there.

const text = readFileSync("CONTRIBUTING.md", "utf8");
const picture = drawPackages(readPackageTable(text));
writeFileSync(
  "CONTRIBUTING.md",
  text.replace(/```mermaid\n.*?```/s, () => picture),
);
