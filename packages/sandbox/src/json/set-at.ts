import { isObject, pointerTokens } from "@countersign/spec/json";

/**
 * Returns a copy of a value with another value at a JSON pointer. Objects on the way are made where there are none. A token
 * `*` stands for each key that an object has.
 */
export function setAt(node: unknown, pointer: string, value: unknown): unknown {
  return set(node, pointerTokens(pointer), value);
}

/** Returns a copy of a value without what is at a JSON pointer. */
export function removeAt(node: unknown, pointer: string): unknown {
  return remove(node, pointerTokens(pointer));
}

function remove(node: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || !isObject(node)) return node;
  const entries = Object.entries(node).flatMap(([name, value]) => {
    if (key !== "*" && name !== key) return [[name, value]];
    return rest.length === 0 ? [] : [[name, remove(value, rest)]];
  });
  return Object.fromEntries(entries);
}

function set(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node) && /^\d+$/.test(key)) {
    const items: unknown[] = [...node];
    items[Number(key)] = set(items[Number(key)], rest, value);
    return items;
  }
  const object = isObject(node) ? node : {};
  const keys = key === "*" ? Object.keys(object) : [key];
  const changes = keys.map((each) => [each, set(object[each], rest, value)]);
  return { ...object, ...Object.fromEntries(changes) };
}
