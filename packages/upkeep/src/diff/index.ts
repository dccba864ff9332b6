export type { Change } from "./change.ts";
export { type DiffOptions, type DiffReport, diff } from "./diff.ts";
export { formatMarkdown, formatText } from "./format.ts";
export { type Kind, POLICY, type PolicyRow } from "./policy.ts";
export type { Rating } from "./rating.ts";
