import { isObject } from "@countersign/spec/json";

/**
 * Returns a string as an unambiguous YAML scalar: plain if that is safe, otherwise in double quotes with
 * non-printable characters escaped.
 */
export function yamlScalar(text: string): string {
  const isPlain = /^[$A-Za-z][^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}:#"\\]*[^\s\p{Cc}:#"\\]$/u.test(text);
  if (isPlain && !/^(true|false|null|yes|no|on|off)$/i.test(text)) return text;
  return yamlFlow(text);
}

/** Returns a value as YAML on one line. */
export function yamlFlow(value: unknown): string {
  // JSON is valid YAML, except for characters that YAML considers non-printable.
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g,
    (character) => {
      return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
    },
  );
}

/** Returns the lines of a mapping, indented, with each list on one line. */
export function yamlLines(value: Readonly<Record<string, unknown>>, indent: string): string[] {
  return Object.entries(value).flatMap(([key, child]) => {
    const name = `${indent}${yamlScalar(key)}:`;
    if (isObject(child) && Object.keys(child).length > 0) {
      return [name, ...yamlLines(child, `${indent}  `)];
    }
    return [`${name} ${typeof child === "string" ? yamlScalar(child) : yamlFlow(child)}`];
  });
}
