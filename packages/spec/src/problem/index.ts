export { displayPath } from "./display-path.ts";
export { formatSpecError, type SourceLocation, SpecError } from "./spec-error.ts";
export { toLine } from "./to-line.ts";
