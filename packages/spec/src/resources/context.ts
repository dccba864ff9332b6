import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { Resources } from "../vocabulary/resources.ts";
import type { BodySchemas } from "./body-schemas.ts";

/** What a declaration can name, and where to report what does not exist. */
export interface ResourceContext {
  readonly resources: Resources;
  /** Names of the document's webhooks. */
  readonly events: readonly string[];
  readonly credentials: readonly string[];
  readonly bodies: BodySchemas;
  readonly problems: ProblemCollector;
}
