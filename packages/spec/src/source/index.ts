export { NodeLocations } from "./node-locations.ts";
export { type ParsedFile, parseFile } from "./parse-file.ts";
export { parseText } from "./parse-text.ts";
export { type FetchRef, RecordingResolver } from "./recording-resolver.ts";
export { toSourceLocation } from "./to-source-location.ts";
