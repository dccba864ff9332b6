/**
 * Verification of webhook deliveries that providers sign with a private key. Apart from the main entry, because few do.
 */
export type {
  AsymmetricSignature,
  DetachedSignature,
  JwtSignature,
  KeyAlgorithm,
} from "./provider-table/provider.ts";
export { createJwks, type Jwks, type JwksOptions } from "./webhooks/jwks.ts";
export type {
  PublicJwk,
  WebhookPublicKey,
  WebhookPublicKeySource,
} from "./webhooks/public-keys.ts";
export {
  type VerifyWebhookByKeyOptions,
  verifyWebhookByKey,
} from "./webhooks/verify-webhook-by-key.ts";
export type { PublicKeyWebhookProvider } from "./webhooks/webhook-event.ts";
