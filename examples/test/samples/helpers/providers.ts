import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type OperationSamples, samples } from "@countersign/codegen/samples";
import {
  type Sandbox,
  type SandboxConnection,
  type SandboxExchange,
  startSandbox,
} from "@countersign/sandbox";

const repository = new URL("../../../../", import.meta.url);

/** A provider with the samples of its operations. */
export interface SampledProvider {
  readonly name: string;
  readonly packageName: string;
  /** Folder of its package, which need not be a dependency of this one. */
  readonly folder: string;
  readonly operations: readonly OperationSamples[];
  /** Every server URL in its document. */
  readonly servers: readonly string[];
  /** operationIds of the operations that need no authentication. */
  readonly open: ReadonlySet<string>;
}

/** Reads a provider's spec and generates its samples. */
export async function sampledProvider(name: string): Promise<SampledProvider> {
  const folder = new URL(`packages/providers/${name}/`, repository);
  const manifest = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const spec = fileURLToPath(new URL(`specs/${name}`, repository));
  const operations = await samples(spec, { packageName: manifest.name });
  const document: Document = JSON.parse(readFileSync(new URL("openapi.json", folder), "utf8"));
  const items = Object.values(document.paths);
  const nodes: Node[] = items.flatMap(({ servers: _, ...item }) => Object.values(item));
  const servers = [document, ...items, ...nodes].flatMap((node) => node.servers ?? []);
  const open = nodes.filter(({ security }) => security?.length === 0);
  return {
    name,
    packageName: manifest.name,
    folder: fileURLToPath(folder),
    operations,
    servers: [...new Set(servers.map(({ url }) => url))],
    open: new Set(open.flatMap(({ operationId }) => operationId ?? [])),
  };
}

interface WithServers {
  readonly servers?: readonly { readonly url: string }[];
}

interface Node extends WithServers {
  readonly operationId?: string;
  readonly security?: readonly unknown[];
}

interface Document extends WithServers {
  readonly paths: Readonly<Record<string, WithServers & Readonly<Record<string, Node>>>>;
}

/** A sandbox of one provider, and the environment for its samples. */
export interface ProviderSandbox {
  readonly sandbox: Sandbox;
  /** Credentials, by the environment variables that samples read. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a sandbox of a provider. */
export async function startProviderSandbox(
  { name, servers }: Pick<SampledProvider, "name" | "servers">,
  onRequest: (exchange: SandboxExchange) => void,
): Promise<ProviderSandbox> {
  // Samples call the real servers, which a proxy replaces, so their names are in the header Host.
  const allowedHosts = servers
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).hostname);
  const sandbox = await startSandbox({ provider: name, stateless: true, allowedHosts, onRequest });
  return { sandbox, environment: environmentOf(name, sandbox.connection(name)) };
}

/** Returns the credentials of a connection, by the environment variables that samples read. */
export function environmentOf(
  name: string,
  { baseUrl: _, ...credentials }: SandboxConnection,
): Readonly<Record<string, string>> {
  const entries = Object.entries(credentials).map(([credential, value]) => [
    `${name}_${credential.replace(/[A-Z]/g, "_$&")}`.toUpperCase().replaceAll("-", "_"),
    value,
  ]);
  return Object.fromEntries(entries);
}
