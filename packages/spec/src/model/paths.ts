import type { Cursor } from "../openapi/cursor.ts";

/** A client appends the path to the server's URL, so a path such as `@host/` would change the host. */
const TEMPLATE = /^\/[^\s?#\\\p{Cc}]*$/u;

/** A pair of a query as RFC 3986 allows it, without braces: whatever is sent is written in the path. */
const PAIR = /^(?:[\w.~!$()*+,;:@/-]|%[\dA-Fa-f]{2})+(?:=(?:[\w.~!$()*+,;:@/-]|%[\dA-Fa-f]{2})*)?$/;

/**
 * Checks that a client can call a path: a template, or a template and a query whose pairs are constant.
 *
 * @throws SpecError for any other path.
 */
export function assertPath(path: string, item: Cursor): void {
  const fail = (reason: string, remedy: string): never =>
    item.fail(`${JSON.stringify(path)} is not a valid path${reason}.`, remedy);
  if (path.includes("#") && path.startsWith("/")) {
    fail(
      ": a fragment is never sent",
      "Remove it in overlay.yaml, or write the path that is sent.",
    );
  }
  const [template = "", query, ...more] = path.split("?");
  if (!TEMPLATE.test(template) || more.length > 0) {
    fail("", "Start it with a slash, and use no white space, backslash or second question mark.");
  }
  if (query !== undefined && !query.split("&").every((pair) => PAIR.test(pair))) {
    fail(
      ": its query is not made of constant pairs",
      "Write pairs such as `type=a`, and declare a query parameter for each value that varies.",
    );
  }
}
