import { pointerTokens } from "../provider-table/json-pointer.ts";
import { own } from "../provider-table/own.ts";

/** `/query/page/after` is `params.query.page.after` in a call's input; `/body/x` is `body.x`. */
export function inputPath(pointer: string): string[] {
  const [kind = "", ...rest] = pointerTokens(pointer);
  return kind === "query" ? ["params", "query", ...rest] : [kind, ...rest];
}

/** Returns a copy with a value at a path. */
export function write<T extends object>(
  object: T,
  [key = "", ...rest]: readonly string[],
  value: unknown,
): T {
  const child: unknown = Reflect.get(own(object), key);
  const inner = typeof child === "object" && child !== null ? child : {};
  return { ...object, [key]: rest.length === 0 ? value : write(inner, rest, value) };
}
