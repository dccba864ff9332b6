import { dependenciesAmong, type PublishablePackage } from "../packing/publishable-packages.ts";
import type { PlannedRelease } from "./release-plan.ts";

const ORDER: readonly PlannedRelease["bump"][] = ["none", "patch", "minor", "major"];

/**
 * Returns a problem for each facade whose next version promises more than that of a provider package. A facade exports
 * the types of its providers, so what breaks for users of one breaks for users of the other.
 */
export function facadeProblems(
  planned: readonly PlannedRelease[],
  packages: readonly PublishablePackage[],
): string[] {
  const clients = packages.filter(({ isClient }) => isClient);
  const bumps = new Map(planned.map(({ name, bump }) => [name, bump]));
  const bumpOf = (name: string): PlannedRelease["bump"] => bumps.get(name) ?? "none";
  return clients.flatMap((facade) =>
    dependenciesAmong(facade, clients)
      .filter((provider) => ORDER.indexOf(bumpOf(facade.name)) < ORDER.indexOf(bumpOf(provider)))
      .map((provider) => {
        const bump = bumpOf(provider);
        return `${facade.name} exports the types of ${provider}, whose next release is ${bump}; add \`"${facade.name}": ${bump}\` to that release note`;
      }),
  );
}
