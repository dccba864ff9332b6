export { type AddedProvider, type AddOptions, addProvider } from "./add/add-provider.ts";
export type { Decision } from "./add/decision.ts";
export type { ChosenNames, OpenName } from "./add/open-names.ts";
export { type ChangesetResult, changeset } from "./changeset/changeset.ts";
export type { Change } from "./diff/change.ts";
export { type DiffOptions, type DiffReport, diff } from "./diff/diff.ts";
export { type Kind, POLICY, type PolicyRow } from "./diff/policy.ts";
export type { Rating } from "./diff/rating.ts";
export { type GenerateOptions, generate } from "./generate.ts";
export { lintSpec } from "./lint-spec.ts";
export { emitCollection } from "./postman/emit-collection.ts";
export { postmanCollection } from "./postman/postman-collection.ts";
export type { PostmanCollection } from "./postman/postman-types.ts";
export { type DescribedCalls, readCalls } from "./samples/read-calls.ts";
export type { SampleFile } from "./samples/sample-files.ts";
export {
  type CodeSample,
  emitSamples,
  type OperationSamples,
  type SampleOptions,
  samples,
  samplesOverlay,
} from "./samples/samples.ts";
export { formatSpecError, SpecError, type SpecPlace } from "./spec-error.ts";
export type { SyncedFile, SyncState } from "./sync/run.ts";
export { type SyncOptions, type SyncProgress, type SyncResult, sync } from "./sync/sync.ts";
export { type WireKind, type WireOptions, wire } from "./wire.ts";
export type { WriteResult } from "./write-files.ts";
