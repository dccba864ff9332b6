export { toAddress } from "./address.ts";
export { fetchRef } from "./fetch-ref.ts";
export {
  DEFAULT_LIMITS,
  FetchError,
  type Fetched,
  type FetchLimits,
  type FetchOptions,
  fetchText,
} from "./fetch-text.ts";
export { isLoopback } from "./loopback.ts";
export { NETWORK, type Network } from "./network.ts";
export { conditionalHeaders, toValidators, type Validators } from "./validators.ts";
