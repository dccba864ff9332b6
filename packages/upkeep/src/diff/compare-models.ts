import type { Model } from "@countersign/spec/model";
import { Changes } from "./change.ts";
import { compareEvents } from "./compare-events.ts";
import { compareNamedSchemas } from "./compare-named-schemas.ts";
import { compareOperations } from "./compare-operations.ts";
import { compareRemains } from "./compare-remains.ts";
import { compareSurface } from "./compare-surface.ts";
import { renamedRef, schemaRenames } from "./schema-names.ts";
import { addWireFindings, type WireFinding } from "./wire-findings.ts";

/**
 * Returns what changed between two models for users of the generated client, rated by the policy.
 *
 * @param findings - what a comparison of the wire formats found breaking.
 */
export function compareModels(
  before: Model,
  after: Model,
  findings: readonly WireFinding[] = [],
): Changes {
  const changes = new Changes();
  const models = { before, after };
  const renames = schemaRenames(before.document, after.document);
  const documents = {
    before: before.document,
    after: after.document,
    renamed: (ref: string) => renamedRef(ref, renames),
  };
  const pairs = compareOperations(models, documents, changes);
  compareNamedSchemas(models, documents, renames, changes);
  compareSurface(models, changes);
  compareEvents(documents, changes);
  // What the wire says is told by its own kinds; only then is the rest a mere detail.
  addWireFindings(findings, changes);
  compareRemains(documents, pairs, renames, changes);
  return changes;
}
