import { pointerTokens } from "@countersign/spec/json";
import type { Changes } from "./change.ts";
import { webhookUnit } from "./compare-events.ts";
import { schemaUnit } from "./compare-named-schemas.ts";
import { CREDENTIAL_UNITS } from "./compare-surface.ts";
import type { Kind } from "./policy.ts";

/** A change of the wire format that Redocly considers breaking. */
export interface WireFinding {
  /** Redocly's rule: `property-removed`. */
  readonly rule: string;
  readonly message: string;
  /** JSON pointer of where the changed node is written. */
  readonly pointer: string;
  /** JSON pointer of where it is used. */
  readonly path: string;
}

/**
 * Adds the findings that the comparison of types cannot see. That comparison is more exact: it knows the direction of
 * values and which lists are open. Findings about a part for which it already found a change are therefore dropped.
 */
export function addWireFindings(findings: readonly WireFinding[], changes: Changes): void {
  // Rates all findings before adding any, because an added finding must not explain the next one.
  const judged = findings.map((finding) => ({ finding, kind: kindOf(finding, changes) }));
  for (const { finding, kind } of judged) {
    if (kind === undefined) continue;
    const units = [...unitsOf(finding.pointer), ...unitsOf(finding.path)];
    changes.add(kind, { units, pointer: finding.pointer, message: oneLine(finding.message) });
  }
}

/** Breaking changes of credentials, which Redocly reports wherever the credentials are used. */
const OTHER_CREDENTIALS: ReadonlySet<Kind> = new Set<Kind>([
  "credential-added-required",
  "credential-now-required",
  "credential-removed",
  "credential-renamed",
]);

function kindOf(finding: WireFinding, changes: Changes): Kind | undefined {
  const { rule, pointer, path } = finding;
  const isSent = !path.startsWith("#/webhooks/") && !path.includes("/responses/");
  switch (rule) {
    case "schema-constraint-changed":
      // The comparison of types covers additional properties too.
      if (pointer.endsWith("/additionalProperties") && isExplained(finding, changes)) {
        return undefined;
      }
      return isSent ? "request-constraint-changed" : "response-constraint-changed";
    case "parameter-serialization-changed":
      return "parameter-serialization-changed";
    case "security-requirement-changed":
      // Requirements of all operations appear to users as client options, which are compared elsewhere.
      return !pointer.startsWith("#/paths/") && changes.hasAny(OTHER_CREDENTIALS)
        ? undefined
        : rule;
    case "security-scheme-changed":
      return changes.hasAny(OTHER_CREDENTIALS) ? undefined : rule;
    case "server-removed":
      if (pointer.startsWith("#/paths/")) return "operation-server-changed";
      return changes.explains("#/servers") ? undefined : "wire-unexplained";
    case "path-removed":
      return undefined;
    default:
      return isExplained(finding, changes) ? undefined : "wire-unexplained";
  }
}

function isExplained({ pointer, path }: WireFinding, changes: Changes): boolean {
  return [...unitsOf(pointer), ...unitsOf(path)].some((unit) => changes.explains(unit));
}

function unitsOf(pointer: string): string[] {
  const [first, second, third = ""] = pointerTokens(pointer);
  if (first === "components" && second === "schemas") return [schemaUnit(third)];
  if (first === "paths" && second !== undefined) {
    return [`operation ${third.toUpperCase()} ${second}`];
  }
  if (first === "webhooks" && second !== undefined) return [webhookUnit(second)];
  if (first === "components" && second === "securitySchemes") return [...CREDENTIAL_UNITS];
  return first === "servers" || first === "security" ? [`#/${first}`] : [];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
