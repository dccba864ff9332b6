export { type ParsedFile, parseFile } from "./parse-file.ts";
export { parseText } from "./parse-text.ts";
export { Places } from "./places.ts";
export { type FetchRef, RecordingResolver } from "./recording-resolver.ts";
export { toSpecPlace } from "./to-spec-place.ts";
