import type { Cursor } from "@countersign/spec/openapi";
import type { DeliveryLocation, WebhookSignature, Webhooks } from "@countersign/spec/vocabulary";
import { type HmacScheme, toHmacScheme } from "../operations/hmac-scheme.ts";

/** How a provider's deliveries are told apart and authenticated. */
export interface DeliveryScheme {
  readonly event: DeliveryLocation | undefined;
  readonly id: DeliveryLocation | undefined;
  readonly authentication: DeliveryAuthentication;
  readonly retries: Retries;
}

/** How often a delivery is attempted, and how long an attempt may take. */
export interface Retries {
  /** Milliseconds before each further attempt. */
  readonly delaysInMs: readonly number[];
  readonly timeoutInMs: number;
}

/** How long a receiver may take where the document does not say, in milliseconds. */
const TIMEOUT_IN_MS = 10_000;

/** How a provider's deliveries are authenticated, as far as the sandbox can do it. */
export type DeliveryAuthentication =
  | {
      readonly kind: "signature";
      readonly header: string;
      /** Header for the signing time, unless the value of the signature has it. */
      readonly timeHeader: string | undefined;
      /** Between several values in the header; undefined if it takes one. */
      readonly valueSeparator: string | undefined;
      readonly hmac: HmacScheme;
    }
  | { readonly kind: "token"; readonly header: string; readonly credential: string }
  /** The provider publishes no way. */
  | { readonly kind: "none" }
  /** The provider publishes a way that the sandbox does not know. */
  | { readonly kind: "unsupported"; readonly what: string };

/** Reads `x-countersign-webhooks` of a document. */
export function readDeliveryScheme(root: Cursor): DeliveryScheme {
  // The vocabulary's schema describes this node, and Webhooks is that schema as a type.
  const { event, id, retries, ...declared } = Object(
    root.at("x-countersign-webhooks").value,
  ) as Webhooks;
  return { event, id, authentication: authenticationOf(declared), retries: retriesOf(retries) };
}

/**
 * Without a declaration, a delivery is attempted once: how often and how fast a provider retries is a fact about it, and any
 * other number would look like one.
 */
function retriesOf({ delays = [], timeout }: Partial<Webhooks["retries"]> = {}): Retries {
  return {
    delaysInMs: delays.map((seconds) => seconds * 1000),
    timeoutInMs: timeout === undefined ? TIMEOUT_IN_MS : timeout * 1000,
  };
}

function authenticationOf({
  signature,
  asymmetric,
  token,
  body = "json",
}: Webhooks): DeliveryAuthentication {
  if (body !== "json") return { kind: "unsupported", what: `a body that is a ${body}` };
  if (asymmetric !== undefined) return { kind: "unsupported", what: "a private key" };
  if (token !== undefined) return { kind: "token", ...token };
  if (signature === undefined) return { kind: "none" };
  const what = unsupportedWord(signature);
  if (what !== undefined) return { kind: "unsupported", what };
  const { header = "", timestamp, valueSeparator, ...hmac } = signature;
  const timeHeader = timestamp && "header" in timestamp ? timestamp.header : undefined;
  const unit = timestamp?.unit === "ms" ? "ms" : "s";
  return {
    kind: "signature",
    header,
    timeHeader,
    valueSeparator,
    hmac: toHmacScheme({ ...hmac, timestamp: { unit } }),
  };
}

/** Returns what a signature needs beyond headers, the whole body and a time in digits. */
function unsupportedWord(signature: WebhookSignature): string | undefined {
  const { pointer, timestamp, algorithms, message } = signature;
  if (pointer !== undefined) return "a signature in the body";
  if (algorithms !== undefined) return "an algorithm that a header names";
  if (timestamp !== undefined && "pointer" in timestamp) return "a time in the body";
  if (timestamp?.unit === "rfc3339") return "a time as a date";
  return /\{(url|sortedForm|body:[^{}]+)\}/.exec(message.join(" "))?.[0];
}
