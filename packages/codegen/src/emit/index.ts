export { readmeFactMarkers, readmeMarkers } from "./emit-readme.ts";
export { literal, propertyName } from "./text.ts";
export { type TypeNames, toTypeNames } from "./type-names.ts";
