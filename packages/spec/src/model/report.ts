import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { WarningCollector } from "./warnings.ts";

/** What is collected about a document while its model is built. */
export interface ModelReport {
  /** What prevents a client. */
  readonly problems: ProblemCollector;
  /** What harms no client. */
  readonly warnings: WarningCollector;
}
