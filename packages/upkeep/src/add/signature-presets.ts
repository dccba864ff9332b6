import type { Hmac } from "@countersign/spec/vocabulary";

/**
 * How a signature is computed: the value of `x-countersign-hmac`, in which the name of the option that holds the key, and
 * the header that carries the time, may be missing.
 */
export type SignatureForm = Omit<Hmac, "credential"> & Partial<Pick<Hmac, "credential">>;

/** A published way of signing, without the names of headers and options, which each API chooses. */
export interface SignaturePreset {
  /** What the message contains, for a list of presets. */
  readonly summary: string;
  readonly form: SignatureForm;
  /** Whether webhook deliveries can be signed in this way: their messages have no method or path. */
  readonly isForWebhooks: boolean;
}

/** The known ways of signing, by the provider that publishes each. Other APIs use the same ones. */
export const SIGNATURE_PRESETS: Readonly<Record<string, SignaturePreset>> = {
  /** @see https://docs.sumsub.com/reference/authentication */
  sumsub: {
    summary: "time, method, path, query and body; the time in its own header",
    form: {
      algorithm: "SHA-256",
      message: ["{timestamp}", "{method}", "{path}", "{query}", "{body}"],
      encoding: "hex",
      timestamp: { unit: "s" },
    },
    isForWebhooks: false,
  },
  /** @see https://developer.paywint.com/signature-auth */
  paywint: {
    summary: "method, path, query and the SHA-256 of the body; no time",
    form: {
      algorithm: "SHA-256",
      message: ["{method}", "{path}", "{query}", "{bodyHash}"],
      // Paywint does not document what replaces the hash if there is no body; specs/paywint omits it too.
      bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
      encoding: "hex",
    },
    isForWebhooks: false,
  },
  /**
   * Stripe publishes this for its webhooks; APIs that copied it sign requests in the same way.
   *
   * @see https://docs.stripe.com/webhooks#verify-manually
   */
  stripe: {
    summary: "time and body, joined by a dot; sent as t=…,v1=…",
    form: {
      algorithm: "SHA-256",
      message: ["{timestamp}", "{body}"],
      separator: ".",
      encoding: "hex",
      value: "t={timestamp},v1={signature}",
      timestamp: { unit: "s" },
    },
    isForWebhooks: true,
  },
};
