export { type GenerateOptions, generate } from "./generate.ts";
export { lintSpec } from "./lint-spec.ts";
export { formatSpecError, SpecError, type SpecPlace } from "./spec-error.ts";
export { type WireKind, type WireOptions, wire } from "./wire.ts";
export type { WriteResult } from "./write-files.ts";
