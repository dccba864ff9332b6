/** Returns the middle one of some numbers, or of an even count the upper of both; NaN if there is none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
