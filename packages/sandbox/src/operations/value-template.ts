/** A token or a literal of a signature header's value. */
export interface ValueSegment {
  readonly token: "literal" | "signature" | "timestamp" | "nonce";
  /** The literal itself; empty for a token. */
  readonly argument: string;
}

/** The parsed template of a signature header's value. */
export type ValueTemplate = readonly ValueSegment[];

/** The values in a signature header, by token. */
export interface ValueParts {
  readonly signature?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly nonce?: string | undefined;
}

const TOKENS = ["signature", "timestamp", "nonce"] as const;

/** Parses a template such as `t={timestamp},v1={signature}`. */
export function parseValueTemplate(template: string): ValueTemplate {
  return template
    .split(/(\{[^{}]*\})/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const token = TOKENS.find((known) => piece === `{${known}}`);
      return token ? { token, argument: "" } : { token: "literal", argument: piece };
    });
}

/** Returns the header value for the given parts. */
export function renderValue(template: ValueTemplate, parts: ValueParts): string {
  return template
    .map(({ token, argument }) => (token === "literal" ? argument : (parts[token] ?? "")))
    .join("");
}

/** Returns the parts of a header value, or undefined if it does not match the template. */
export function readValue(template: ValueTemplate, value: string): ValueParts | undefined {
  const pattern = template.map(({ token, argument }) =>
    token === "literal" ? argument.replaceAll(/[^\w\s]/g, "\\$&") : `(?<${token}>.*?)`,
  );
  return new RegExp(`^${pattern.join("")}$`, "s").exec(value)?.groups;
}

/** Returns a template as written in the document. */
export function showTemplate(template: ValueTemplate): string {
  return template
    .map(({ token, argument }) => (token === "literal" ? argument : `{${token}}`))
    .join("");
}
