import { dependenciesAmong, type PublishablePackage } from "../packing/publishable-packages.ts";

/** An entry of the plan file that `changeset pack` and `changeset publish` read. */
export interface PlanEntry {
  readonly kind: "publish";
  readonly name: string;
  readonly version: string;
  readonly access: "public";
  readonly tag: string;
  /** Added by `changeset pack`; the path is relative to the plan. */
  readonly tarball?: { readonly path: string; readonly integrity: string };
}

/** The plan file: groups that are published one after another. */
export interface PublishPlan {
  readonly version: 1;
  readonly plan: readonly (readonly PlanEntry[])[];
}

/** Returns a plan that publishes packages, dependencies first. */
export function toPublishPlan(packages: readonly PublishablePackage[]): PublishPlan {
  const groups: PublishablePackage[][] = [];
  let left = [...packages];
  while (left.length > 0) {
    const waiting = left.filter((each) => dependenciesAmong(each, left).length > 0);
    // In a dependency cycle, no package comes first.
    const ready = waiting.length === left.length ? left : left.filter((x) => !waiting.includes(x));
    groups.push(ready);
    left = left.filter((each) => !ready.includes(each));
  }
  return { version: 1, plan: groups.map((group) => group.map(toEntry)) };
}

/** Returns the plan without the packages of the given names. */
export function without(plan: PublishPlan, names: ReadonlySet<string>): PublishPlan {
  const groups = plan.plan.map((group) => group.filter(({ name }) => !names.has(name)));
  return { ...plan, plan: groups.filter((group) => group.length > 0) };
}

function toEntry({ name, version }: PublishablePackage): PlanEntry {
  const prerelease = /-([a-z]+)/.exec(version)?.[1];
  return { kind: "publish", name, version, access: "public", tag: prerelease ?? "latest" };
}
