export type { SignatureVariant } from "./deliveries/delivery-headers.ts";
export type { DeliveryRule } from "./deliveries/delivery-rules.ts";
export type {
  DeliveryAttempt,
  DeliveryOptions,
  DeliveryState,
  ResendOptions,
  SandboxDelivery,
} from "./deliveries/sandbox-delivery.ts";
export type { DeliveryOrder, SandboxWebhooks } from "./deliveries/sandbox-webhooks.ts";
export type { DeliveryOutcome } from "./deliveries/send-delivery.ts";
export type { WebhookReceiver, WebhookReceivers } from "./deliveries/webhook-receiver.ts";
export type { OpenApiDocument } from "./documents/open-api-document.ts";
export { SandboxError, type SandboxErrorCode } from "./errors/sandbox-error.ts";
export type { Breakage } from "./exchange/breakage.ts";
export type { SandboxExchange } from "./exchange/sandbox-exchange.ts";
export type { Fault, FaultRule } from "./faults/fault.ts";
export type { Sandbox, SandboxConnection } from "./server/sandbox.ts";
export type { SandboxOptions } from "./server/sandbox-options.ts";
export { startSandbox } from "./server/start-sandbox.ts";
export type { RecordKey, StoredRecord } from "./state/store.ts";
export type { Verification } from "./verifications/verification.ts";
export type { Time } from "./world/to-time.ts";
