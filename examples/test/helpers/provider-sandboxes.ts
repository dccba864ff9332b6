import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type OpenApiDocument, type Sandbox, startSandbox } from "@countersign/sandbox";

/** A provider to start a sandbox for. */
interface SandboxedProvider {
  readonly name: string;
  /** URLs of the real servers. */
  readonly servers: readonly string[];
  readonly documents?: Readonly<Record<string, OpenApiDocument>>;
}

/** Running sandboxes, and the environment that lets programs reach them. */
export interface ProviderSandboxes {
  /** Credentials by their usual variable names, and the routes for `reroute.ts`. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const bundled: readonly SandboxedProvider[] = [inklink, p100, paywint, persona, qash].map(
  ({ name, servers }) => ({ name, servers: Object.values<string>(servers) }),
);

/** Starts a sandbox for each provider. With `reroute.ts`, programs reach it at the URLs of the real servers. */
export async function startProviderSandboxes(
  others: readonly SandboxedProvider[] = [],
): Promise<ProviderSandboxes> {
  const sandboxes: Sandbox[] = [];
  const routes: Record<string, string> = {};
  const environment: Record<string, string> = {};
  for (const { name, servers, documents } of [...bundled, ...others]) {
    const sandbox = await startSandbox({ provider: name, documents, stateless: true });
    sandboxes.push(sandbox);
    for (const server of servers) routes[server] = sandbox.url;
    const { baseUrl: _, ...credentials } = sandbox.connection(name);
    for (const [credential, value] of Object.entries(credentials)) {
      environment[`${name}_${credential.replace(/[A-Z]/g, "_$&")}`.toUpperCase()] = value;
    }
  }
  return {
    environment: { ...environment, SANDBOX_ROUTES: JSON.stringify(routes) },
    async close() {
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    },
  };
}
