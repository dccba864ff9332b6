import type { Sandbox } from "../server/sandbox.ts";

/** Lists the base URL and the credentials of each provider in a sandbox. */
export function describeSandbox(sandbox: Sandbox): string {
  const names = sandbox.providers;
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.flatMap((name) => {
    const { baseUrl, ...credentials } = sandbox.connection(name);
    return [
      `${name.padEnd(width)}  ${baseUrl}`,
      ...Object.entries(credentials).map(
        ([key, value]) => `${" ".repeat(width)}  ${key}: ${value}`,
      ),
    ];
  });
  return lines.join("\n");
}
