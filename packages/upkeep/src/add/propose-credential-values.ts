import { isObject, jsonPath } from "@countersign/spec/json";
import type { ProposedAction } from "./decision.ts";

const WORD = "x-countersign-value";

/**
 * Returns the overlay's actions for security schemes whose description shows what surrounds the credential in its
 * header, such as `Authorization: Bot <token>`. A person has to confirm each.
 */
export function credentialValueActions(
  schemes: Readonly<Record<string | number, unknown>>,
): ProposedAction[] {
  return Object.entries(schemes).flatMap(([name, scheme]) => {
    const value = isObject(scheme) ? proposedValue(scheme) : undefined;
    if (value === undefined) return [];
    const header = isObject(scheme) && scheme.type === "apiKey" ? scheme.name : "Authorization";
    return [
      {
        target: jsonPath(["components", "securitySchemes", name]),
        description: "Declares what surrounds the credential in its header.",
        update: { [WORD]: value },
        question: `Going by the document, ${JSON.stringify(name)} is sent as \`${String(header)}: ${value}\`, so callers pass only the credential. If the API takes the credential alone, remove \`${WORD}\`.`,
      },
    ];
  });
}

/** Schemes whose value is computed, or has a word of its own in OpenAPI. */
const OTHER =
  /^(basic|digest|hoba|mutual|negotiate|ntlm|oauth|scram-.*|vapid|dpop|aws4?-.*|hmac.*|signature)$/i;

function proposedValue(scheme: Record<string | number, unknown>): string | undefined {
  if (WORD in scheme || "x-countersign-hmac" in scheme) return undefined;
  const description = String(scheme.description ?? "");
  if (scheme.type === "http") {
    const word = String(scheme.scheme);
    if (OTHER.test(word) || /^bearer$/i.test(word)) return undefined;
    return shownValue(description, "Authorization") ?? `${word} {credential}`;
  }
  if (scheme.type !== "apiKey" || scheme.in !== "header") return undefined;
  return shownValue(description, String(scheme.name));
}

/** What documents write in place of a credential: `<token>`, `{key}`, `$KEY`, `YOUR_API_KEY`, `xxxx`. */
const PLACEHOLDER =
  "(?:<[^<>\\n]+>|\\{+[^{}\\n]+\\}+|\\[[^[\\]\\n]+\\]|\\$\\w+|\\b[Yy]our[\\w-]+|[A-Z][A-Z0-9]*_[A-Z0-9_]+|TOKEN|x{3,}|X{3,}|\\.{3}|…)";
/** A word before the credential, perhaps with the name of a parameter: `Token token=`. */
const PREFIX = '([A-Za-z][\\w-]*(?: +|=)(?:[\\w-]+=)?"?)';

function shownValue(description: string, header: string): string | undefined {
  const text = description.replace(/\*\*/g, "");
  const named = header.replace(/[^\w-]/g, "");
  const names = [named, named.toLowerCase(), named.toUpperCase()].join("|");
  const shown =
    new RegExp(`\\b(?:${names})["'\`]*\\s*[:=]\\s*["'\`]*${PREFIX}${PLACEHOLDER}`).exec(
      text,
    )?.[1] ??
    new RegExp(`[\`"']${PREFIX}${PLACEHOLDER}`).exec(text)?.[1] ??
    /\bprefix(?:ed)?\b[^.\n`"']{0,40}[`"']([A-Za-z][\w-]*[ =:]?)[`"']/i.exec(text)?.[1];
  if (shown === undefined) return undefined;
  const prefix = /\w$/.test(shown) ? `${shown} ` : shown.replace(/ +/g, " ");
  const word = prefix.split(/[ =]/)[0] ?? "";
  if (OTHER.test(word) || word.toLowerCase() === named.toLowerCase()) return undefined;
  return `${prefix}{credential}${prefix.endsWith('"') ? '"' : ""}`;
}
