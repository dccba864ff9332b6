export type {
  DeliveryLocation,
  Encoding,
  Evidence,
  Hmac,
  WebhookSignature,
  Webhooks,
} from "./vocabulary.ts";
export { vocabularyProblems } from "./vocabulary.ts";
