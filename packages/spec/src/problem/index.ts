export { displayPath } from "./display-path.ts";
export { ProblemCollector } from "./problem-collector.ts";
export {
  formatProblem,
  formatSpecError,
  type Problem,
  type ProblemOperation,
  type SourceLocation,
  SpecError,
} from "./spec-error.ts";
export { toLine } from "./to-line.ts";
