import { cannotSend, isPrimitive, isRecord } from "./value-kind.ts";

/**
 * Returns a value as JSON. An object with a `toJSON`, such as a `Date`, is what that returns.
 *
 * @param name - Name of the value in messages.
 * @throws CountersignError `request_invalid` for a value that JSON would drop or distort: whatever is neither a plain
 * object, a list nor a primitive value, such as a file, bytes, a Map or a promise that was not awaited; and NaN.
 */
export function encodeJson(value: unknown, name = "body"): string {
  return JSON.stringify(value, function (this: object, key, result) {
    // The value before `toJSON`: that of a Buffer is not its bytes, and that of an invalid date is null.
    const given: unknown = Reflect.get(this, key);
    const isKept =
      result === null
        ? given === null
        : typeof result === "object"
          ? !ArrayBuffer.isView(given) && (Array.isArray(result) || isRecord(result))
          : isPrimitive(result) || (key && result === undefined);
    if (!isKept) throw cannotSend(key || name, given);
    return result;
  });
}
