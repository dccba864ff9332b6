import type { Hmac } from "@countersign/spec/vocabulary";
import type { SampleCall } from "./sample-call.ts";

/** A signature of a request: its description, and a suffix for the names of its variables. */
export interface NumberedSignature {
  readonly header: string;
  readonly hmac: Hmac;
  /** Empty for the first. */
  readonly suffix: string;
}

/** Returns the signatures of a call, each with a unique suffix. */
export function signaturesOf({ schemes }: SampleCall): NumberedSignature[] {
  return schemes
    .flatMap((scheme) => (scheme.kind === "hmac" ? [scheme] : []))
    .map(({ header, hmac }, index) => ({
      header,
      hmac,
      suffix: index === 0 ? "" : `${index + 1}`,
    }));
}
