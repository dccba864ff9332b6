import { splitPath } from "@countersign/spec/openapi";
import type { Hmac, SentIn } from "@countersign/spec/vocabulary";
import type { SampleCall } from "./sample-call.ts";

/** A signature of a request: where it is sent, its description, and a suffix for the names of its variables. */
export interface NumberedSignature extends SentIn {
  readonly hmac: Hmac;
  /** Empty for the first. */
  readonly suffix: string;
}

/** Returns the signatures of a call, each with a unique suffix. */
export function signaturesOf({ schemes }: SampleCall): NumberedSignature[] {
  return schemes
    .flatMap((scheme) => (scheme.kind === "hmac" ? [scheme] : []))
    .map(({ header, parameter = "", hmac }, index) => ({
      ...(header === undefined ? { parameter } : { header }),
      hmac,
      suffix: index === 0 ? "" : `${index + 1}`,
    }));
}

/** Returns the place of a path parameter among the segments of an operation's path, counted from the end: -1 is the last. */
export function segmentOf({ operation }: SampleCall, name: string): number {
  const segments = splitPath(operation.path).template.split("/");
  return segments.indexOf(`{${name}}`) - segments.length;
}
