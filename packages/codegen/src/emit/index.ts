export { emitOperations } from "./emit-operations.ts";
export { readmeFactMarkers, readmeMarkers, readmeUsageMarkers } from "./emit-readme.ts";
export { emitWebhooks } from "./emit-webhooks.ts";
export { type FirstCall, firstCall } from "./first-call.ts";
export { type ServerOption, serverOptions } from "./server-options.ts";
export { literal, propertyName } from "./text.ts";
export { type TypeNames, toTypeNames } from "./type-names.ts";
