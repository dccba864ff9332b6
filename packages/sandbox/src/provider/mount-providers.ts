import { Refusal } from "../exchange/refusal.ts";
import type { Provider } from "./create-provider.ts";

/** A path resolved to a provider. */
export interface Mount {
  readonly provider: Provider;
  /** The path below the provider's base URL. */
  readonly path: string;
}

/**
 * Returns the provider that a path belongs to.
 *
 * @throws Refusal 404 if there is none.
 */
export type FindMount = (path: string) => Mount;

/** Serves each provider under `/<provider>`, or a single one at `/`. */
export function mountProviders(providers: readonly Provider[], atRoot: boolean): FindMount {
  const [single] = providers;
  if (atRoot && single !== undefined) return (path) => ({ provider: single, path });
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  return (path) => {
    const [, name = "", ...rest] = path.split("/");
    const provider = byName.get(name);
    if (provider !== undefined) return { provider, path: `/${rest.join("/")}` };
    const known = [...byName.keys()].map((each) => `/${each}`).join(", ");
    const message = `No provider is served at ${path}. Available: ${known}.`;
    throw new Refusal({ status: 404, code: "not_found", message });
  };
}
