import { createHmac } from "node:crypto";
import type { Provider, WebhookSignature, Webhooks } from "../../src/provider-table/provider.ts";

/** Returns a provider with these webhooks. */
export function providerWith<const W extends Webhooks>(webhooks: W) {
  return {
    name: "acme",
    title: "Acme API",
    version: "1",
    servers: { production: "https://api.acme.test" },
    defaultHeaders: {},
    securitySchemes: {},
    requiredCredentials: [],
    operations: {},
    webhooks,
  } as const satisfies Provider;
}

const base = {
  credential: "webhookSecret",
  algorithm: "SHA-256",
  keyEncoding: "utf8",
  separator: ".",
  encoding: "hex",
} as const;

/** Minimal declarations of schemes that other services use. */
export const stripe = {
  ...base,
  header: "Stripe-Signature",
  message: ["{timestamp}", "{body}"],
  value: "t={timestamp},v1={signature}",
} as const satisfies WebhookSignature;

export const github = {
  ...base,
  header: "X-Hub-Signature-256",
  message: ["{body}"],
  value: "sha256={signature}",
} as const satisfies WebhookSignature;

export const slack = {
  ...base,
  header: "X-Slack-Signature",
  message: ["v0", "{timestamp}", "{body}"],
  separator: ":",
  timestamp: { header: "X-Slack-Request-Timestamp", unit: "s" },
  value: "v0={signature}",
} as const satisfies WebhookSignature;

export const onfido = {
  ...base,
  header: "X-SHA2-Signature",
  message: ["{body}"],
  value: "{signature}",
} as const satisfies WebhookSignature;

export const standardWebhooks = {
  ...base,
  header: "webhook-signature",
  keyEncoding: "base64",
  keyPrefix: "whsec_",
  message: ["{header:webhook-id}", "{timestamp}", "{body}"],
  timestamp: { header: "webhook-timestamp", unit: "s" },
  encoding: "base64",
  value: "v1,{signature}",
  valueSeparator: " ",
} as const satisfies WebhookSignature;

/** Returns the HMAC-SHA256 of a message, from an implementation other than the one under test. */
export function hmac(
  key: string | Buffer,
  message: string | Buffer,
  encoding: "hex" | "base64" = "hex",
): string {
  return createHmac("sha256", key).update(message).digest(encoding);
}
