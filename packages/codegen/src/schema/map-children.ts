/**
 * Returns a node whose children, the members of an object or the items of a list, are changed. Anything without
 * children, or of which none changes, is returned itself: a second copy of a large document would fill the memory.
 */
export function mapChildren<T>(node: T, change: (child: unknown, key: string) => unknown): T;
export function mapChildren(
  node: unknown,
  change: (child: unknown, key: string) => unknown,
): unknown {
  if (typeof node !== "object" || node === null) return node;
  const children = Object.entries(node).map(([key, child]) => [key, change(child, key)] as const);
  if (children.every(([key, child]) => child === Reflect.get(node, key))) return node;
  return Array.isArray(node) ? children.map(([, child]) => child) : Object.fromEntries(children);
}

/** Returns a node in which one member is changed, if it has that member. */
export function mapMember<T>(node: T, name: string, change: (member: unknown) => unknown): T {
  return mapChildren(node, (child, key) => (key === name ? change(child) : child));
}
