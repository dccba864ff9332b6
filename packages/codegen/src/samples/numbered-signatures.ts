import type { Hmac } from "@countersign/spec/vocabulary";
import type { SampleCall } from "./sample-call.ts";

/** A signature that a request carries: what describes it, and the end of its variables' names. */
export interface NumberedSignature {
  readonly header: string;
  readonly hmac: Hmac;
  /** Empty for the first. */
  readonly suffix: string;
}

/** Returns the signatures of a call, each with names of its own. */
export function signaturesOf({ schemes }: SampleCall): NumberedSignature[] {
  return schemes
    .flatMap((scheme) => (scheme.kind === "hmac" ? [scheme] : []))
    .map(({ header, hmac }, index) => ({
      header,
      hmac,
      suffix: index === 0 ? "" : `${index + 1}`,
    }));
}
