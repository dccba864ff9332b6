import type { Sizes } from "./measure-sizes.ts";

/** Maximum growth, as a fraction of the budget. */
export const TOLERANCE = 0.05;

/** A measured size and its budget. */
export interface SizeRow {
  readonly package: string;
  readonly measure: string;
  /** Undefined if this size has no budget. */
  readonly budget: number | undefined;
  /** Undefined if the budget is for something that no longer exists. */
  readonly bytes: number | undefined;
  /** Growth as a fraction of the budget: 0.02 is 2 % more. */
  readonly growth: number;
  readonly isOver: boolean;
}

/** Budgets of all packages, by name. */
export type SizeBudgets = Readonly<Record<string, Sizes>>;

/** Returns a row for each size or budget. A size without a budget, and a budget without a size, count as over. */
export function compareSizes(measured: SizeBudgets, budgets: SizeBudgets): SizeRow[] {
  const names = [...new Set([...Object.keys(measured), ...Object.keys(budgets)])].sort((a, b) =>
    a.localeCompare(b, "en"),
  );
  return names.flatMap((name) => {
    const [sizes = {}, limits = {}] = [measured[name], budgets[name]];
    return [...new Set([...Object.keys(sizes), ...Object.keys(limits)])].map((measure) =>
      row(name, measure, { bytes: sizes[measure], budget: limits[measure] }),
    );
  });
}

function row(
  name: string,
  measure: string,
  { bytes, budget }: Pick<SizeRow, "bytes" | "budget">,
): SizeRow {
  const isKnown = bytes !== undefined && budget !== undefined;
  const growth = isKnown ? bytes / budget - 1 : 0;
  return {
    package: name,
    measure,
    bytes,
    budget,
    growth,
    isOver: !isKnown || bytes > budget * (1 + TOLERANCE),
  };
}

/** Returns a sentence about a row that is over budget. */
export function sizeProblem({ package: name, measure, bytes, budget, growth }: SizeRow): string {
  if (budget === undefined) return `${name}: ${measure} has no budget`;
  if (bytes === undefined) return `${name}: ${measure} has a budget but no longer exists`;
  const percent = `${(growth * 100).toFixed(1)} %`;
  return `${name}: ${measure} grew by ${percent}, from ${budget} to ${bytes} bytes`;
}
