export type {
  BehaviorEvidence,
  Filter,
  Lifecycle,
  Move,
  Page,
  RateLimit,
  Receiver,
  RecordAssignment,
  Resource,
  Resources,
  ResourceUse,
  ResourceWord,
  ResponseAssignment,
  Retries,
  State,
  StateRefusal,
} from "./resources.ts";
export type {
  DeliveryLocation,
  Encoding,
  Evidence,
  Hmac,
  SentIn,
  VocabularySubject,
  WebhookSignature,
  Webhooks,
} from "./vocabulary.ts";
export { vocabularyProblems } from "./vocabulary.ts";
