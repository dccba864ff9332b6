import { own } from "../provider-table/own.ts";
import { invalidParameter, parameterString } from "./parameter-string.ts";

/**
 * Fills in a path template in OpenAPI's style `simple`: the items of an array are joined by commas.
 *
 * @throws CountersignError `request_invalid` for a value that is missing or not a primitive, and for an empty
 * string, `.` and `..`: URL parsers drop them, so a different operation would be signed and called.
 */
export function serializePath(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    [own(params)[name]]
      .flat()
      .map((value) => {
        const string = parameterString("path", name, value ?? "");
        if (/^\.{0,2}$/.test(string)) {
          throw invalidParameter("path", name, 'not be missing, empty, "." or ".."');
        }
        return encodeURIComponent(string);
      })
      .join(","),
  );
}
