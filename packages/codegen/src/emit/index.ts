export { readmeFactMarkers, readmeMarkers } from "./emit-readme.ts";
export { emitSchema } from "./load-emit-schema.ts";
export { literal, propertyName } from "./text.ts";
