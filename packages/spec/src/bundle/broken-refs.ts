import { BaseResolver, type Source } from "@redocly/openapi-core";
import { findings, type LintSubject } from "../engine/findings.ts";
import type { LintRule } from "../engine/lint-rule.ts";

/** The references of a bundled document that cannot be resolved within it. */
export interface BrokenRefs {
  /** Those in locations where OpenAPI allows references. */
  readonly walked: readonly { readonly ref: string; readonly pointer: string }[];
  /** Files and URLs that the engine requested, for any reason. */
  readonly requested: ReadonlySet<string>;
}

/** Returns the references of a bundled document that cannot be resolved within it. Loads no file or URL. */
export async function brokenRefs(subject: LintSubject): Promise<BrokenRefs> {
  const resolver = new ClosedResolver();
  const found = await findings(subject, reportBrokenRefs, resolver);
  const walked = found.map(({ message, pointer }) => ({ ref: message, pointer }));
  return { walked, requested: resolver.requested };
}

/** Loads nothing, but records what was requested. */
class ClosedResolver extends BaseResolver {
  readonly requested = new Set<string>();

  override resolveExternalRef(base: string | null, ref: string): string {
    this.requested.add(ref);
    return super.resolveExternalRef(base, ref);
  }

  override loadExternalRef(): Promise<Source> {
    return Promise.reject(new Error("a bundled document must not refer to other files"));
  }
}

const reportBrokenRefs: LintRule = () => ({
  ref: {
    leave({ $ref }, { report, location }, { node }) {
      if (node !== undefined && $ref.startsWith("#/")) return;
      report({ message: $ref, location: location.child("$ref") });
    },
  },
});
