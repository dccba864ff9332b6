import type { ServerResponse } from "node:http";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";

/** Sends a response, as far as it is to arrive. */
export function write(
  response: ServerResponse,
  { status, headers, body, breakage }: SandboxResponse,
): void {
  if (breakage === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "x-sandbox": "countersign" });
  if (breakage !== "half-body") {
    response.end(bytes);
    return;
  }
  // Promises more than it sends, then closes the connection as soon as what it sends is on its way.
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
