export type {
  BrowserPage,
  CallOptions,
  Client,
  ClientOptions,
  CommonOptions,
  CredentialOptions,
  CredentialsOption,
  ErrorBody,
  ErrorGuard,
  ErrorResult,
  Input,
  MethodWithInput,
  MethodWithOptionalInput,
  OperationMethod,
  OperationMethods,
  OperationTypes,
  Paged,
  PagedMethods,
  PageMethods,
  PathMethod,
  PathMethods,
  Result,
  ServerOptions,
  SigningOptions,
  SignRequestOptions,
  SuccessBody,
  SuccessResult,
} from "./client/client.ts";
export { connect } from "./client/connect.ts";
export type { OperationError } from "./client/operation-error.ts";
export type { ResponsePromise } from "./client/response-promise.ts";
export { type RequestToSign, signRequest } from "./client/sign-request.ts";
export type { CredentialSource } from "./credentials/credentials.ts";
export type { CallInfo } from "./errors/call-info.ts";
export {
  AbortError,
  ConnectionError,
  CountersignError,
  type CountersignErrorCode,
  CredentialError,
  HttpError,
  RedirectError,
  ResponseError,
  TimeoutError,
  WebhookError,
  type WebhookReason,
} from "./errors/errors.ts";
export type {
  DeliveryLocation,
  Encoding,
  EventStream,
  HashAlgorithm,
  Hmac,
  Operation,
  Pagination,
  ParameterStyle,
  Provider,
  ProviderTypes,
  SecurityScheme,
  Servers,
  ServerTemplate,
  ServerVariable,
  WebhookSignature,
  Webhooks,
} from "./provider-table/provider.ts";
export type { RetryReason } from "./signing/corrected-clock.ts";
export type { TimeoutOptions } from "./transport/deadline.ts";
export type {
  AttemptEvent,
  EndEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./transport/hooks.ts";
export type { ServerSentEvent } from "./transport/read-events.ts";
export type { ParseAs } from "./transport/read-response.ts";
export type { RetryOptions } from "./transport/retry.ts";
export type { Fetch } from "./transport/send.ts";
export type { HeadersOption } from "./transport/write-request.ts";
export { verifyWebhook } from "./webhooks/any-provider.ts";
export type {
  RawWebhookDelivery,
  WebhookBody,
  WebhookDelivery,
  WebhookHeaders,
} from "./webhooks/delivery.ts";
export {
  createMemoryReplayGuard,
  type MemoryReplayGuardOptions,
  type ReplayGuard,
} from "./webhooks/replay-guard.ts";
export type { WebhookSecret, WebhookSecretSource } from "./webhooks/secrets.ts";
export {
  type SignedDelivery,
  signDelivery,
  signDeliveryHeaders as signWebhook,
} from "./webhooks/sign-delivery.ts";
export type { SignWebhookOptions } from "./webhooks/sign-webhook.ts";
export type { VerifyWebhookOptions } from "./webhooks/verify-webhook.ts";
export type {
  KnownWebhookEvent,
  UnknownWebhookEvent,
  WebhookEvent,
  WebhookFacts,
  WebhookProvider,
} from "./webhooks/webhook-event.ts";
