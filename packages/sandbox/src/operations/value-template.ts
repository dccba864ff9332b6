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

/** Reads a template such as `t={timestamp},v1={signature}`. */
export function parseValueTemplate(template: string): ValueTemplate {
  return template
    .split(/(\{[^{}]*\})/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const token = TOKENS.find((known) => piece === `{${known}}`);
      return token ? { token, argument: "" } : { token: "text", argument: piece };
    });
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
