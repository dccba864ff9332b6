import type { CallInfo } from "../errors/call-info.ts";
import { ResponseError } from "../errors/errors.ts";

/**
 * Returns the value of JSON from a response.
 *
 * @throws SyntaxError if it is not JSON.
 * @throws ResponseError `integer_unsafe`, with the name of the property or the position in a list, for an integer that a
 * number cannot hold: parsing would round it, so that it would be written with other digits than it was read.
 */
export function parseJson(text: string, call: CallInfo, response: Response): unknown {
  const rejectRounded = (name: string, value: unknown): unknown => {
    // Integers have no remainder, and infinity has none that is a number.
    const isUnsafe = typeof value === "number" && !Number.isSafeInteger(value) && !(value % 1);
    if (isUnsafe && !text.includes(String(value))) {
      const found = `an integer that a number cannot hold in \`${name}\``;
      throw new ResponseError(call, response, found, "integer_unsafe");
    }
    return value;
  };
  // Only a run of 16 digits can be unsafe. One in a string, where it harms nothing, often follows a quotation mark.
  return JSON.parse(text, /(^|[\s:,[])-?\d{16}/.test(text) ? rejectRounded : undefined);
}
