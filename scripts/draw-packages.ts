import { readFileSync, writeFileSync } from "node:fs";
import { drawPackages, readPackageTable } from "./architecture/package-table.ts";

// `node scripts/draw-packages.ts`: redraws the diagram in CONTRIBUTING.md from the table there.

const text = readFileSync("CONTRIBUTING.md", "utf8");
const diagram = drawPackages(readPackageTable(text));
writeFileSync(
  "CONTRIBUTING.md",
  text.replace(/```mermaid\n.*?```/s, () => diagram),
);
