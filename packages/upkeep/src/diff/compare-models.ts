import type { Model } from "@countersign/spec/model";
import { Changes } from "./change.ts";
import { compareEvents } from "./compare-events.ts";
import { compareNamedSchemas } from "./compare-named-schemas.ts";
import { compareOperations } from "./compare-operations.ts";
import { compareRemaining } from "./compare-remaining.ts";
import { compareSurface } from "./compare-surface.ts";
import { renamedRef, schemaRenames } from "./schema-names.ts";
import { addWireFindings, type WireFinding } from "./wire-findings.ts";

/**
 * Returns the changes between two models for users of the generated client, rated by the policy.
 *
 * @param findings - What a comparison of the wire formats found to be breaking.
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
  // Before the remaining changes, because a part with a wire finding does not count as a mere detail.
  addWireFindings(findings, changes);
  compareRemaining(documents, pairs, renames, changes);
  return changes;
}
