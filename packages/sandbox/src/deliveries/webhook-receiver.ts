/** Receivers of webhooks, by provider: a URL, or several receivers. */
export type WebhookReceivers = Readonly<Record<string, string | readonly WebhookReceiver[]>>;

/** A receiver of one provider's webhooks, for all accounts. */
export interface WebhookReceiver {
  readonly url: string;
  /** Names of the events that it receives. Default: all. */
  readonly events?: readonly string[] | undefined;
  /** Secret, in the provider's form. Default: that which `sandbox.webhookSecret` returns. */
  readonly secret?: string | undefined;
  /** Secret before that, for deliveries with the signature `old-secret`. */
  readonly oldSecret?: string | undefined;
}
