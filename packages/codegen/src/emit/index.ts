export { readmeFactMarkers, readmeMarkers } from "./emit-readme.ts";
export { literal, propertyName } from "./text.ts";
