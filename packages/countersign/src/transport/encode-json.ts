import { CountersignError } from "../errors.ts";

/**
 * Returns a value as JSON.
 *
 * @throws CountersignError `request_invalid` for a file, which would arrive as an empty object.
 */
export function encodeJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Asking for each value costs more than the rest, so that it is done only where there may be a file.
  if (text?.includes("{}")) JSON.stringify(value, refuseFile);
  return text;
}

function refuseFile(name: string, value: unknown): unknown {
  if (!(value instanceof Blob)) return value;
  throw new CountersignError(
    "request_invalid",
    `A file (\`${name}\`) cannot be sent as JSON; give FormData where the operation takes a form.`,
  );
}
