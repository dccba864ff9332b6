/** As deep as the YAML parser goes. */
const MAX_DEPTH = 100;

/**
 * Returns a text parsed as JSON, which takes a seventh of the time of the YAML parser, or undefined where
 * that parser has to look at it: it is not JSON, or it holds what only that parser notices, which is a key
 * that stands twice or nesting without end.
 */
export function parseJson(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  let parsed: object;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return keysIn(parsed) === keysWritten(text) ? parsed : undefined;
}

/** In JSON, a string is a key where a colon follows. */
function keysWritten(text: string): number {
  const key = /"(?:[^"\\]|\\.)*"\s*(:)?/g;
  let count = 0;
  for (let match = key.exec(text); match !== null; match = key.exec(text)) {
    if (match[1] !== undefined) count += 1;
  }
  return count;
}

function keysIn(node: unknown, depth = 0): number {
  if (typeof node !== "object" || node === null) return 0;
  if (depth > MAX_DEPTH) return Number.NaN;
  let count = 0;
  if (Array.isArray(node)) {
    for (const item of node) count += keysIn(item, depth + 1);
    return count;
  }
  for (const child of Object.values(node)) count += 1 + keysIn(child, depth + 1);
  return count;
}
