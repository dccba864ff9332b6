/** A piece of a signature header's value: text, or what stands there. */
export interface ValueSegment {
  readonly token: "text" | "signature" | "timestamp" | "nonce";
  /** The text itself; otherwise empty. */
  readonly argument: string;
}

/** The value of a signature header, piece by piece. */
export type ValueTemplate = readonly ValueSegment[];

/** What stands in a value, by its token. */
export interface ValueParts {
  readonly signature?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly nonce?: string | undefined;
}

const TOKENS = ["signature", "timestamp", "nonce"] as const;

/** Reads a template such as `t={timestamp},v1={signature}`; undefined if it is none. */
export function parseValueTemplate(template: string): ValueTemplate | undefined {
  const segments: ValueSegment[] = [];
  for (const piece of template.split(/(\{[^{}]*\})/).filter((text) => text !== "")) {
    const token = TOKENS.find((known) => piece === `{${known}}`);
    if (token === undefined && /[{}]/.test(piece)) return undefined;
    segments.push(token ? { token, argument: "" } : { token: "text", argument: piece });
  }
  const used = segments.map(({ token }) => token).filter((token) => token !== "text");
  return used.includes("signature") && new Set(used).size === used.length ? segments : undefined;
}

/** Returns the value of a header. */
export function renderValue(template: ValueTemplate, parts: ValueParts): string {
  return template
    .map(({ token, argument }) => (token === "text" ? argument : (parts[token] ?? "")))
    .join("");
}

/** Returns what stands in a header's value, or undefined when it is not of the template's form. */
export function readValue(template: ValueTemplate, value: string): ValueParts | undefined {
  const pattern = template.map(({ token, argument }) =>
    token === "text" ? argument.replaceAll(/[^\w\s]/g, "\\$&") : `(?<${token}>.*?)`,
  );
  return new RegExp(`^${pattern.join("")}$`, "s").exec(value)?.groups;
}

/** Returns a template as the document writes it. */
export function showTemplate(template: ValueTemplate): string {
  return template
    .map(({ token, argument }) => (token === "text" ? argument : `{${token}}`))
    .join("");
}
