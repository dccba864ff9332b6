import type { SecurityScheme } from "../operations/security-schemes.ts";

/** A scheme that sends a secret itself. */
export type SecretScheme = Exclude<SecurityScheme, { kind: "signature" }>;

/** Returns the secret within the value of a header, or undefined if the value has another form. */
export function secretIn(scheme: SecretScheme, value: string): string | undefined {
  if (scheme.kind === "bearer") return /^Bearer +(.*)$/i.exec(value)?.[1];
  const [before, after] = scheme.around;
  const end = value.length - after.length;
  const matches = end >= before.length && value.startsWith(before) && value.endsWith(after);
  return matches ? value.slice(before.length, end) : undefined;
}

/** Returns the form of the header's value, for messages. */
export function formOf(scheme: SecretScheme): string {
  return scheme.kind === "bearer" ? "Bearer <token>" : scheme.around.join(`<${scheme.credential}>`);
}
