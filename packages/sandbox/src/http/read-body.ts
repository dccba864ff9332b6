import type { IncomingMessage } from "node:http";

/** Maximum size of a request body, in MiB. */
export const MAX_BODY_IN_MIB = 25;

const MAX_BODY_IN_BYTES = MAX_BODY_IN_MIB * 1024 * 1024;

/**
 * Reads the whole body of a request.
 *
 * @returns undefined if it is larger than 25 MiB. The rest is then read and discarded, so that the
 *   client can receive the response.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= MAX_BODY_IN_BYTES) chunks.push(chunk);
  }
  return length <= MAX_BODY_IN_BYTES ? Buffer.concat(chunks) : undefined;
}
