import type { SandboxResponse } from "./sandbox-response.ts";

/** Returns a response with these headers, which replace those of the same name in any case. */
export function withHeaders(
  response: SandboxResponse,
  headers: Readonly<Record<string, string>>,
): SandboxResponse {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const others = Object.entries(response.headers).filter(
    ([name]) => !names.has(name.toLowerCase()),
  );
  return { ...response, headers: { ...Object.fromEntries(others), ...headers } };
}
