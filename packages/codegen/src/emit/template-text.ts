import { aroundCredential } from "@countersign/spec/model";
import { escapeLineSeparators } from "./text.ts";

/** Returns an expression for the value of an API key's header. */
export function around(
  scheme: { readonly value?: string | undefined },
  credential: string,
): string {
  const [before, after] = aroundCredential(scheme);
  if (before + after === "") return credential;
  return `\`${templateText(before)}\${${credential}}${templateText(after)}\``;
}

/** Escapes text for a template literal. */
export function templateText(text: string): string {
  // JSON escapes line breaks and control characters; quotes need no escaping here.
  const escaped = escapeLineSeparators(JSON.stringify(text).slice(1, -1)).replaceAll('\\"', '"');
  return escaped.replaceAll("`", "\\`").replaceAll("${", "\\${");
}
