export { Cursor } from "./cursor.ts";
export { type EventStream, eventStreamOf } from "./event-streams.ts";
export {
  type BodyKind,
  bodyKind,
  contentKind,
  isEventStream,
  isFile,
  isJson,
} from "./media-types.ts";
export { CLIENT_METHODS, METHODS } from "./methods.ts";
export { clientOperationsOf, type DocumentOperation, operationsOf } from "./operations.ts";
export { decodedPairs, type PathParts, splitPath } from "./path-query.ts";
export { componentSchemas, resolveRef, schemaName, schemaRef } from "./references.ts";
export { inferableNames } from "./resource-names.ts";
export { type SchemaKind, schemaKinds } from "./schema-kinds.ts";
export { schemaProperties } from "./schema-properties.ts";
export { errorStatuses, successStatuses } from "./statuses.ts";
export { withinTime } from "./within-time.ts";
export { camelCase } from "./words.ts";
