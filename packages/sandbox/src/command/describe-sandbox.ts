import { OWN_PATH } from "../exchange/own-path.ts";
import type { Sandbox } from "../server/sandbox.ts";

/**
 * Lists the base URL of each provider in a sandbox, its credentials and the secret of its webhooks, and the URL of the
 * console.
 */
export function describeSandbox(sandbox: Sandbox): string {
  const names = sandbox.providers;
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.flatMap((name) => {
    const { baseUrl, ...credentials } = sandbox.connection(name);
    const secret = secretOf(sandbox, name);
    const values = { ...credentials, ...(secret !== undefined && { "webhook secret": secret }) };
    return [
      `${name.padEnd(width)}  ${baseUrl}`,
      ...Object.entries(values).map(([key, value]) => `${" ".repeat(width)}  ${key}: ${value}`),
    ];
  });
  return [...lines, `Console: ${sandbox.url}${OWN_PATH}/`].join("\n");
}

/** Returns undefined for a provider whose deliveries have no secret. */
function secretOf(sandbox: Sandbox, provider: string): string | undefined {
  try {
    return sandbox.webhookSecret(provider);
  } catch {
    return undefined;
  }
}
