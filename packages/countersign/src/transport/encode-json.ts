import { CountersignError } from "../errors/errors.ts";

/**
 * Returns a value as JSON.
 *
 * @throws CountersignError `request_invalid` for a value that JSON would turn into `{}` or null, such as a file, a
 * Map, a promise that was not awaited, or NaN.
 */
export function encodeJson(value: unknown): string {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw notJson("body");
  // Checking each value costs more than the rest, so it is only done where a value may be lost.
  if (/\{\}|null|\{"0":/.test(json)) JSON.stringify(value, rejectLoss);
  return json;
}

/** `JSON.stringify` passes the value's parent as `this`, and the value after `toJSON`. */
function rejectLoss(this: object, name: string, value: unknown): unknown {
  const isLost =
    value === null
      ? Reflect.get(this, name) instanceof Date
      : typeof value === "object"
        ? !/t (Object|Array)\]$/.test(Object.prototype.toString.call(value)) &&
          (ArrayBuffer.isView(value) || Object.keys(value).length === 0)
        : typeof value === "number" && !Number.isFinite(value);
  if (isLost) throw notJson(name || "body");
  return value;
}

function notJson(name: string): CountersignError {
  const message = `The value of \`${name}\` cannot be sent as JSON; use FormData for files.`;
  return new CountersignError("request_invalid", message);
}
