import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PackedPackage } from "../packing/pack-packages.ts";
import { measureSizes } from "./measure-sizes.ts";
import { compareSizes, type SizeBudgets, type SizeRow } from "./size-budgets.ts";

/** Path of the budgets: reviewed with every change, written by `pnpm release size --update`. */
export const BUDGETS_FILE: string = fileURLToPath(
  new URL("../../size-budgets.json", import.meta.url),
);

/** Measures packed packages and compares each size with its budget. */
export async function sizeReport(
  root: string,
  packages: readonly PackedPackage[],
): Promise<SizeRow[]> {
  const budgets: SizeBudgets = JSON.parse(await readFile(BUDGETS_FILE, "utf8"));
  return compareSizes(await measureSizes(root, packages), budgets);
}

/** Writes the current sizes as budgets. */
export async function updateBudgets(
  root: string,
  packages: readonly PackedPackage[],
): Promise<SizeBudgets> {
  const sizes = await measureSizes(root, packages);
  await writeFile(BUDGETS_FILE, `${JSON.stringify(sizes, null, 2)}\n`);
  return sizes;
}
