import { BaseResolver, type Source } from "@redocly/openapi-core";
import { findings, type LintSubject } from "../engine/findings.ts";
import type { LintRule } from "../engine/lint-rule.ts";

/** The references of a bundled document that lead nowhere, or out of it. */
export interface BrokenRefs {
  /** Those at places where OpenAPI has references. */
  readonly walked: readonly { readonly ref: string; readonly pointer: string }[];
  /** Files and addresses that the engine asked for, for whatever reason. */
  readonly asked: ReadonlySet<string>;
}

/** Returns the references of a bundled document that lead nowhere, or out of it; follows none. */
export async function brokenRefs(subject: LintSubject): Promise<BrokenRefs> {
  const resolver = new ClosedResolver();
  const found = await findings(subject, refsLeadSomewhere, resolver);
  const walked = found.map(({ message, pointer }) => ({ ref: message, pointer }));
  return { walked, asked: resolver.asked };
}

/** Loads nothing, and remembers what it was asked for. */
class ClosedResolver extends BaseResolver {
  readonly asked = new Set<string>();

  override resolveExternalRef(base: string | null, ref: string): string {
    this.asked.add(ref);
    return super.resolveExternalRef(base, ref);
  }

  override loadExternalRef(): Promise<Source> {
    return Promise.reject(new Error("a bundled document refers to nothing outside"));
  }
}

const refsLeadSomewhere: LintRule = () => ({
  ref: {
    leave({ $ref }, { report, location }, { node }) {
      if (node !== undefined && $ref.startsWith("#/")) return;
      report({ message: $ref, location: location.child("$ref") });
    },
  },
});
