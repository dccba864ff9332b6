import type { Cursor } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { Resources } from "../vocabulary/resources.ts";
import type { BodySchemas } from "./body-schemas.ts";

/** What a declaration can name, and where to report what does not exist. */
export interface ResourceContext {
  readonly resources: Resources;
  /** Names of resources that operations have or paths suggest, declared ones included. */
  readonly names: ReadonlySet<string>;
  /** Names of the document's webhooks. */
  readonly events: readonly string[];
  readonly credentials: readonly string[];
  /** Schemas of all parameters and bodies. */
  readonly bodies: BodySchemas;
  /** Returns the schemas of the request bodies that can be about a resource. */
  readonly requestsOf: (resource: string) => BodySchemas;
  /** Values that the declarations write, each with its location. */
  readonly written: readonly Cursor[];
  readonly problems: ProblemCollector;
}
