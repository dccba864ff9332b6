import { expect, test } from "vitest";
import { formats } from "../src/validation/formats.ts";

function accepts(name: string, value: string): boolean | undefined {
  const format = formats[name];
  return format instanceof RegExp ? format.test(value) : format?.(value);
}

test.each([
  ["uuid", "f47ac10b-58cc-4372-a567-0e02b2c3d479"],
  ["uuid", "F47AC10B-58CC-4372-A567-0E02B2C3D479"],
  ["email", "ada@example.com"],
  ["date", "2024-02-29"],
  ["date-time", "2025-06-16T10:04:51.739761Z"],
  ["date-time", "2025-06-16T10:04:51+02:00"],
  ["uri", "https://example.com/a?b=c"],
])("%s accepts %s", (name, value) => {
  expect(accepts(name, value)).toBe(true);
});

test.each([
  ["uuid", "f47ac10b58cc4372a5670e02b2c3d479"],
  ["uuid", "f47ac10b-58cc-4372-a567-0e02b2c3d47z"],
  ["email", "ada"],
  ["email", "ada@example com"],
  ["date", "2023-02-29"],
  ["date", "2023-2-1"],
  ["date", "2023-13-01"],
  ["date-time", "2025-06-16"],
  ["date-time", "2025-06-16T24:04:51Z"],
  ["date-time", "2025-06-16T10:04:51"],
  ["uri", "/relative"],
])("%s refuses %s", (name, value) => {
  expect(accepts(name, value)).toBe(false);
});
