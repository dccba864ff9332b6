function escapedToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Returns the JSON pointer of a child (RFC 6901, as a URI fragment without percent-encoding). */
export function childPointer(pointer: string, key: string | number): string {
  const token = escapedToken(String(key));
  return pointer === "#/" ? `#/${token}` : `${pointer}/${token}`;
}

/** Returns the JSON pointer of reference tokens, without `#`: `a`, `b/c` gives `/a/b~1c`. */
export function toPointer(tokens: readonly string[]): string {
  return tokens.map((token) => `/${escapedToken(token)}`).join("");
}

/** Returns a pointer as a URI fragment, without the `#`: `#/paths/~1a{b}` gives `/paths/~1a%7Bb%7D`. */
export function uriFragment(pointer: string): string {
  return pointerTokens(pointer)
    .map((token) => `/${encodeURIComponent(escapedToken(token))}`)
    .join("");
}

/** Returns the reference tokens of a JSON pointer in fragment form: `#/a/b~1c` gives `a`, `b/c`. */
export function pointerTokens(pointer: string): string[] {
  const path = pointer.replace(/^#?\/?/, "");
  if (path === "") return [];
  return path.split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Returns the JSON pointer of a `$ref`, decoding percent-encoded characters such as `%7Bid%7D`. */
export function refPointer(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

/** Returns the node at a JSON pointer, or undefined if there is none. */
export function nodeAt(document: unknown, pointer: string): unknown {
  let node = document;
  for (const token of pointerTokens(pointer)) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, token)) return undefined;
    node = Reflect.get(node, token);
  }
  return node;
}
