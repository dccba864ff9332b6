import type { LintRule } from "../engine/lint-rule.ts";
import { operationId } from "./rules/operation-id.ts";
import { operationSecurityStated } from "./rules/operation-security-stated.ts";
import { resources } from "./rules/resources.ts";
import { successResponseExample } from "./rules/success-response-example.ts";
import { vocabulary } from "./rules/vocabulary.ts";

/** The parts of Redocly's plugin interface that this plugin uses. */
export interface RedoclyPlugin {
  readonly id: string;
  readonly rules: { readonly oas3: Record<string, LintRule> };
  readonly configs: { readonly all: { readonly rules: Record<string, "error" | "off"> } };
}

/**
 * Countersign's lint rules as a Redocly plugin, for `plugins:` in `redocly.yaml`.
 *
 * `extends: [countersign/all]` enables every rule as an error.
 */
export function redoclyPlugin(): RedoclyPlugin {
  const oas3: Record<string, LintRule> = {
    "operation-id": operationId,
    "operation-security-stated": operationSecurityStated,
    "success-response-example": successResponseExample,
    resources,
    vocabulary,
  };
  const own = Object.keys(oas3).map((name) => [`countersign/${name}`, "error"] as const);
  // Replaced by `operation-id`, because webhooks need no operationId.
  const rules = { ...Object.fromEntries(own), "operation-operationId": "off" } as const;
  return { id: "countersign", rules: { oas3 }, configs: { all: { rules } } };
}

export default redoclyPlugin;
