export { displayPath } from "./display-path.ts";
export { formatSpecError, SpecError, type SpecPlace } from "./spec-error.ts";
export { toLine } from "./to-line.ts";
