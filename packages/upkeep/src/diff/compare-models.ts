import type { Model } from "@countersign/spec/model";
import { Changes } from "./change.ts";
import { compareComponents } from "./compare-components.ts";
import { compareEvents } from "./compare-events.ts";
import { compareNamedSchemas } from "./compare-named-schemas.ts";
import { compareOperations } from "./compare-operations.ts";
import { compareRemaining } from "./compare-remaining.ts";
import { compareSurface } from "./compare-surface.ts";
import type { TypePair } from "./compare-types.ts";
import { renamedRef, schemaRenames } from "./schema-names.ts";
import { addWireFindings, type WireFinding } from "./wire-findings.ts";

/**
 * Returns the changes between two models for users of the generated client, rated by the policy. What callers send and
 * receive is compared as the types that are generated for it.
 *
 * @param findings - What a comparison of the wire formats found to be breaking.
 */
export async function compareModels(
  before: Model,
  after: Model,
  findings: readonly WireFinding[] = [],
): Promise<Changes> {
  const changes = new Changes();
  const models = { before, after };
  const renames = schemaRenames(before.document, after.document);
  const documents = {
    before: before.document,
    after: after.document,
    renamed: (ref: string) => renamedRef(ref, renames),
  };
  const types = await typesOf(models, renames);
  const pairs = compareOperations(models, documents, types, changes);
  compareNamedSchemas(models, types, renames, changes);
  compareComponents(documents, changes);
  compareSurface(models, changes);
  compareEvents(documents, types, changes);
  // Before the remaining changes, because a part with a wire finding does not count as a mere detail.
  addWireFindings(findings, models, changes);
  compareRemaining(documents, pairs, renames, changes);
  return changes;
}

async function typesOf(
  models: { before: Model; after: Model },
  renames: ReadonlyMap<string, string>,
): Promise<TypePair> {
  // On demand, because the compiler takes longer to load than most commands to run.
  const { emittedTypes } = await import("../types/emitted-types.ts");
  const types = await emittedTypes(models.before, models.after);
  const names = new Map(
    [...types.before.schemaTypes].map(([schema, name]) => [
      name,
      types.after.schemaTypes.get(renames.get(schema) ?? schema) ?? name,
    ]),
  );
  return { ...types, renamed: (name) => names.get(name) ?? name };
}
