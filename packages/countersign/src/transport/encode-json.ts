import { CountersignError } from "../errors.ts";

/** What JSON may have made of a value that it cannot write. */
const SUSPICIOUS = /\{\}|null|\{"0":/;

/**
 * Returns a value as JSON.
 *
 * @throws CountersignError `request_invalid` for what JSON would turn into `{}` or null, as a file, a Map, a
 * promise that nobody awaited or NaN.
 */
export function encodeJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  // Asking for each value costs more than the rest, so that it is done only where something may be lost.
  if (text === undefined) throw lost("");
  if (SUSPICIOUS.test(text)) JSON.stringify(value, refuseLoss);
  return text;
}

/** Called by `JSON.stringify` with what holds the value as `this`, and the value after its `toJSON`. */
function refuseLoss(this: unknown, name: string, value: unknown): unknown {
  const given: unknown = Reflect.get(Object(this), name);
  const kind = Object.prototype.toString.call(value);
  const isLost =
    (typeof value === "number" && !Number.isFinite(value)) ||
    (value === null && given instanceof Date) ||
    (typeof value === "object" &&
      !/^\[object (Object|Array|Null)\]$/.test(kind) &&
      (ArrayBuffer.isView(value) || Object.keys(Object(value)).length === 0));
  if (isLost) throw lost(name);
  return value;
}

function lost(name: string): CountersignError {
  const what = name === "" ? "The body" : `The value of \`${name}\``;
  return new CountersignError(
    "request_invalid",
    `${what} cannot be sent as JSON; give FormData where the operation takes a form.`,
  );
}
