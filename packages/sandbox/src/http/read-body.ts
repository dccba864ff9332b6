import type { IncomingMessage } from "node:http";
import { Refusal } from "../exchange/refusal.ts";

/** Maximum size of a request body, in MiB. */
const MAX_BODY_IN_MIB = 25;

const MAX_BODY_IN_BYTES = MAX_BODY_IN_MIB * 1024 * 1024;

/**
 * Reads the whole body of a request.
 *
 * @returns undefined as soon as it is larger than 25 MiB. The rest is then not read: see `discardRest`.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop must not destroy the request: its socket is needed for the response.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_BODY_IN_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns the refusal of a body that is larger. */
export function bodyTooLarge(): Refusal {
  const message = `The sandbox accepts bodies of up to ${MAX_BODY_IN_MIB} MiB.`;
  return new Refusal({ status: 413, code: "body_too_large", message });
}

/** How long a client may go on sending after its response, in milliseconds. */
const LINGER_IN_MS = 1000;

/**
 * Discards what a client still sends after its response, and closes the connection if that does not end soon. Closing
 * it at once would reset it, and many clients would then never see the response.
 */
export function discardRest(request: IncomingMessage): void {
  const timer = setTimeout(() => request.socket.destroy(), LINGER_IN_MS);
  request.once("close", () => clearTimeout(timer));
  request.once("end", () => clearTimeout(timer));
  request.resume();
}
