export type { Encoding, Evidence, Hmac } from "./vocabulary.ts";
export { vocabularyProblems } from "./vocabulary.ts";
