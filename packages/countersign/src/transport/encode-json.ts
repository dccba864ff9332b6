import { CountersignError } from "../errors/errors.ts";

/**
 * Returns a value as JSON.
 *
 * @throws CountersignError `request_invalid` for what JSON would turn into `{}` or null, as a file, a Map, a
 * promise that nobody awaited or NaN.
 */
export function encodeJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw lost("body");
  // Asking for each value costs more than the rest, so that it is done only where something may be lost.
  if (/\{\}|null|\{"0":/.test(text)) JSON.stringify(value, refuseLoss);
  return text;
}

/** Called by `JSON.stringify` with what holds the value as `this`, and the value after its `toJSON`. */
function refuseLoss(this: object, name: string, value: unknown): unknown {
  const isLost =
    value === null
      ? Reflect.get(this, name) instanceof Date
      : typeof value === "object"
        ? !/t (Object|Array)\]$/.test(Object.prototype.toString.call(value)) &&
          (ArrayBuffer.isView(value) || Object.keys(value).length === 0)
        : typeof value === "number" && !Number.isFinite(value);
  if (isLost) throw lost(name || "body");
  return value;
}

function lost(name: string): CountersignError {
  const text = `The value of \`${name}\` cannot be sent as JSON; files go into FormData.`;
  return new CountersignError("request_invalid", text);
}
