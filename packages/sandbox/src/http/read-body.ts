import type { IncomingMessage } from "node:http";

/** The longest request body that the sandbox looks at, in MiB. */
export const LARGEST_BODY_IN_MIB = 25;

const LARGEST_BODY_IN_BYTES = LARGEST_BODY_IN_MIB * 1024 * 1024;

/**
 * Reads the body of a request to its end, byte for byte.
 *
 * @returns undefined when it is longer than 25 MiB. The rest is read then too, but not kept, so that
 *   the client gets to see the answer.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= LARGEST_BODY_IN_BYTES) chunks.push(chunk);
  }
  return length <= LARGEST_BODY_IN_BYTES ? Buffer.concat(chunks) : undefined;
}
