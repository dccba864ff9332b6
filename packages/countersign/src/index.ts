export type {
  CallOptions,
  Client,
  ClientOptions,
  CommonOptions,
  CredentialOptions,
  ErrorBody,
  Input,
  OperationMethod,
  OperationMethods,
  PathMethod,
  PathMethods,
  Result,
  ServerOptions,
  SuccessBody,
} from "./client.ts";
export { connect } from "./connect.ts";
export type { CredentialSource } from "./credentials.ts";
export {
  CountersignError,
  type CountersignErrorCode,
  CredentialError,
  type FailedCall,
  HttpError,
  RedirectError,
} from "./errors.ts";
export type { Fetch, ParseAs } from "./openapi-fetch.ts";
export type {
  DeliveryPlace,
  Encoding,
  HashAlgorithm,
  Hmac,
  Operation,
  Pagination,
  Provider,
  ProviderTypes,
  SecurityScheme,
  WebhookSignature,
  Webhooks,
} from "./provider.ts";
export type { ResponsePromise } from "./response-promise.ts";
