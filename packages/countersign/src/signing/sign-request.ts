import type { Hmac } from "../provider.ts";
import { signatureValue } from "./signature-value.ts";
import type { SignableRequest } from "./signing-input.ts";

/** How a request is signed. */
export interface RequestSigning {
  /** Header that carries the signature. */
  readonly header: string;
  readonly hmac: Hmac;
  readonly key: Uint8Array<ArrayBuffer>;
  /** Values for `{credential:name}`. */
  readonly credentials: ReadonlyMap<string, string>;
  /** Of this attempt: milliseconds since the Unix epoch, and a nonce. */
  readonly moment: { readonly now: number; readonly nonce: string };
  /** What stands for `{bodyHash}` without a body. Default: what the description says. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
}

/** Sets timestamp and nonce, where the description has them, and then the signature over all of it. */
export async function signRequest(
  request: SignableRequest,
  { header, hmac, key, credentials, moment, emptyBodyHash }: RequestSigning,
): Promise<void> {
  const timestamp = hmac.timestamp && toTimestamp(moment.now, hmac.timestamp.unit);
  const nonce = hmac.nonce && moment.nonce;
  setHeader(request, hmac.timestamp?.header, timestamp);
  setHeader(request, hmac.nonce?.header, nonce);
  const parts = { request, credentials, timestamp, nonce, emptyBodyHash };
  request.headers.set(header, await signatureValue(hmac, key, parts));
}

function setHeader({ headers }: SignableRequest, name?: string, value?: string): void {
  if (name !== undefined && value !== undefined) headers.set(name, value);
}

function toTimestamp(nowInMs: number, unit: "s" | "ms"): string {
  return String(Math.floor(unit === "s" ? nowInMs / 1000 : nowInMs));
}
