import { loadDocument } from "../documents/load-document.ts";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import { SandboxError } from "../errors/sandbox-error.ts";
import { unknownProvider } from "../errors/unknown-provider.ts";
import { documents as bundled } from "../generated/documents.ts";
import { createProvider, type Provider } from "../provider/create-provider.ts";
import type { World } from "../provider/world.ts";

/** The providers to load. */
export interface LoadProvidersOptions {
  readonly world: World;
  /** Loads only this one. */
  readonly provider?: string | undefined;
  /** Replaces the bundled documents. */
  readonly documents?: Readonly<Record<string, OpenApiDocument>> | undefined;
}

/** Names that are safe in a path and in a credential. */
const PROVIDER_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Loads providers from their documents.
 *
 * @throws SandboxError `unknown_provider` or `invalid_document`.
 */
export async function loadProviders(options: LoadProvidersOptions): Promise<readonly Provider[]> {
  const { provider, documents = bundled, world } = options;
  const entries = Object.entries<OpenApiDocument | string>(documents);
  const selected = entries.filter(([name]) => provider === undefined || name === provider);
  if (provider !== undefined && selected.length === 0) {
    throw unknownProvider(provider, Object.keys(documents));
  }
  return Promise.all(selected.map(([name, source]) => loadProvider(name, source, world)));
}

async function loadProvider(
  name: string,
  source: OpenApiDocument | string,
  world: World,
): Promise<Provider> {
  if (!PROVIDER_NAME.test(name)) {
    const message = `The provider name "${name}" must be in kebab-case.`;
    throw new SandboxError("invalid_document", message);
  }
  const isLinted = typeof source === "string";
  return createProvider(name, isLinted ? await loadDocument(source) : source, world, isLinted);
}
