import { nodeAt, pointerTokens } from "@countersign/spec/json";
import type { Model } from "@countersign/spec/model";
import type { Changes } from "./change.ts";
import { webhookUnit } from "./compare-events.ts";
import { schemaUnit } from "./compare-named-schemas.ts";
import { CREDENTIAL_UNITS } from "./compare-surface.ts";
import { type NamedPlace, placeName } from "./place-name.ts";
import type { Kind } from "./policy.ts";
import { capital, code } from "./words.ts";

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

interface Models {
  readonly before: Model;
  readonly after: Model;
}

/** Rules about names and types, which the comparison of generated types covers, with directions and open lists. */
const TYPED = new Set([
  "enum-values-added",
  "enum-values-removed",
  "media-type-removed",
  "operation-id-changed",
  "operation-removed",
  "parameter-became-required",
  "parameter-removed",
  "path-removed",
  "property-removed",
  "request-body-became-required",
  "request-body-removed",
  "required-properties-added",
  "required-properties-removed",
  "response-header-removed",
  "response-removed",
  "schema-combinator-changed",
]);

/** Limits of values, which types do not express. Other words are part of the types, or have no effect on users. */
const LIMITS = new Set([
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "maxContains",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minContains",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "pattern",
  "uniqueItems",
]);

/** Breaking changes of credentials, which Redocly reports wherever the credentials are used. */
const OTHER_CREDENTIALS: ReadonlySet<Kind> = new Set<Kind>([
  "credential-added-required",
  "credential-now-required",
  "credential-removed",
  "credential-renamed",
]);

/** Adds the findings that are not visible in types. */
export function addWireFindings(
  findings: readonly WireFinding[],
  models: Models,
  changes: Changes,
): void {
  for (const finding of findings) {
    const found = judged(finding, models, changes);
    if (found === undefined) continue;
    const units = [...unitsOf(finding.pointer), ...unitsOf(finding.path)];
    const { kind, message, operation } = found;
    changes.add(kind, {
      units,
      pointer: finding.pointer,
      message,
      ...(operation !== undefined && { operation }),
    });
  }
}

interface Judgement {
  readonly kind: Kind;
  /** Our own words: Redocly's are about JSON Schema, and often do not say where. */
  readonly message: string;
  /** The operation that the message names. */
  readonly operation?: string | undefined;
}

function judged(finding: WireFinding, models: Models, changes: Changes): Judgement | undefined {
  const { rule, pointer } = finding;
  if (TYPED.has(rule)) return undefined;
  switch (rule) {
    case "schema-type-changed":
      return numberKind(finding, models);
    case "schema-constraint-changed":
      return limit(finding, models);
    case "parameter-serialization-changed": {
      const place = placeName(models.after, parentOf(pointer)) ?? { name: "a parameter" };
      return about(place, { kind: rule, text: "is now sent in another form" });
    }
    case "security-requirement-changed":
      // Requirements of all operations appear to users as client options, which are compared elsewhere.
      return !pointer.startsWith("#/paths/") && changes.hasAny(OTHER_CREDENTIALS)
        ? undefined
        : about(subjectOf(finding, models), { kind: rule, text: "now requires other credentials" });
    case "security-scheme-changed": {
      const scheme = pointerTokens(pointer)[2] ?? "";
      const message = `Credentials of the security scheme ${code(scheme)} are now sent differently.`;
      return changes.hasAny(OTHER_CREDENTIALS) ? undefined : { kind: rule, message };
    }
    case "server-removed":
      if (pointer.startsWith("#/paths/")) {
        const kind = "operation-server-changed";
        return about(subjectOf(finding, models), { kind, text: "is now at another URL" });
      }
      return changes.explains("#/servers") ? undefined : unexplained(finding, models);
    default:
      return unexplained(finding, models);
  }
}

/** Returns a judgement about a place. */
function about(
  { name, operation }: NamedPlace,
  { kind, text }: { kind: Kind; text: string },
): Judgement {
  return { kind, message: `${capital(name)} ${text}.`, operation };
}

function unexplained(finding: WireFinding, models: Models): Judgement {
  const text = `changed in a way that may break requests or responses (${code(finding.rule)})`;
  return about(subjectOf(finding, models), { kind: "wire-unexplained", text });
}

/** Returns what a finding is about: an operation, an event, a type, or the API as a whole. */
function subjectOf({ path, pointer }: WireFinding, { after }: Models): NamedPlace {
  const [first, second = "", third = ""] = pointerTokens(path);
  const operation =
    first === "paths"
      ? after.operations.find((each) => each.path === second && each.method === third.toUpperCase())
          ?.id
      : undefined;
  if (operation !== undefined) return { name: code(operation), operation };
  return placeName(after, pointer) ?? { name: "the API" };
}

/** An integer is a number to TypeScript, so only the wire format tells them apart. */
function numberKind({ message, pointer }: WireFinding, { after }: Models): Judgement | undefined {
  const [, from, to] = / from '([^']*)' to '([^']*)'/.exec(message) ?? [];
  const place = placeName(after, parentOf(pointer));
  const isNumberKind =
    from !== undefined &&
    to !== undefined &&
    from !== to &&
    from.replace("integer", "number") === to.replace("integer", "number");
  if (!isNumberKind || place === undefined) return undefined;
  const text = to.includes("integer")
    ? "is now an integer; it was a number"
    : "is now a number; it was an integer";
  return about(place, { kind: "number-kind-changed", text });
}

function limit({ pointer, path }: WireFinding, { before, after }: Models): Judgement | undefined {
  const word = pointerTokens(pointer).at(-1) ?? "";
  const place = placeName(after, parentOf(pointer));
  if (!LIMITS.has(word) || place === undefined) return undefined;
  const [was, is] = [nodeAt(before.document, pointer), nodeAt(after.document, pointer)];
  const isSent = !path.startsWith("#/webhooks/") && !path.includes("/responses/");
  const { name, operation } = place;
  const message =
    is === undefined
      ? `The limit \`${word}\` of ${name} was removed.`
      : `The limit \`${word}\` of ${name} is now ${code(String(is))}${was === undefined ? "" : `; it was ${code(String(was))}`}.`;
  return {
    kind: isSent ? "request-constraint-changed" : "response-constraint-changed",
    message,
    operation,
  };
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
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
