export type { Encoding, Evidence, Hmac, Webhooks } from "./vocabulary.ts";
export { vocabularyProblems } from "./vocabulary.ts";
