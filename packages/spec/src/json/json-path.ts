/** Returns the JSONPath expression (RFC 9535) of a node: `$.paths['/users'].get`. */
export function jsonPath(keys: readonly (string | number)[]): string {
  return `$${keys.map(segment).join("")}`;
}

function segment(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${quoted(key)}]`;
}

/** Returns a string quoted for JSONPath: in single quotes where possible, which read better in YAML. */
export function quoted(text: string): string {
  return /^[^'"\\\p{Cc}\p{Cs}]*$/u.test(text) ? `'${text}'` : JSON.stringify(text);
}
