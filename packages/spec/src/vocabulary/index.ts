export type {
  DeliveryLocation,
  Encoding,
  Evidence,
  Hmac,
  SentIn,
  WebhookSignature,
  Webhooks,
} from "./vocabulary.ts";
export { vocabularyProblems } from "./vocabulary.ts";
