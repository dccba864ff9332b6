import { invalidParameter, plainText } from "./plain-text.ts";

/**
 * Returns a path template with its parameters filled in, in OpenAPI's style `simple`: an array's items
 * are joined by commas.
 *
 * @throws CountersignError `request_invalid` for a value that is missing or no text, and for an empty
 * text, `.` and `..`: URL parsers fold them away, so that another operation would be called and signed.
 */
export function serializePath(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    [Object.hasOwn(params, name) ? params[name] : undefined]
      .flat()
      .map((value) => {
        const text = plainText("path", name, value ?? "");
        if (/^\.{0,2}$/.test(text)) {
          throw invalidParameter("path", name, 'be given, and not as an empty text, "." or ".."');
        }
        return encodeURIComponent(text);
      })
      .join(","),
  );
}
