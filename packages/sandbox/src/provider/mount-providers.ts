import { Refusal } from "../exchange/refusal.ts";
import type { Provider } from "./create-provider.ts";

/** The provider that a path belongs to. */
export interface Mount {
  readonly provider: Provider;
  /** What of the path is left below the provider's base URL. */
  readonly path: string;
}

/**
 * Finds the provider that a path belongs to.
 *
 * @throws Refusal 404 when there is none.
 */
export type FindMount = (path: string) => Mount;

/** Puts each provider under `/<provider>`, or a single one at `/`. */
export function mountProviders(providers: readonly Provider[], atRoot: boolean): FindMount {
  const [single] = providers;
  if (atRoot && single !== undefined) return (path) => ({ provider: single, path });
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  return (path) => {
    const [, name = "", ...rest] = path.split("/");
    const provider = byName.get(name);
    if (provider !== undefined) return { provider, path: `/${rest.join("/")}` };
    const known = [...byName.keys()].map((each) => `/${each}`).join(", ");
    const message = `No provider is served at ${path}; there are ${known}.`;
    throw new Refusal({ status: 404, code: "not_found", message });
  };
}
