import { expect, test } from "vitest";
import {
  parseValueTemplate,
  readValue,
  renderValue,
  showTemplate,
} from "../src/operations/value-template.ts";

const stripe = parseValueTemplate("t={timestamp},v1={signature}");
const odd = parseValueTemplate("Acme (ts={timestamp}) [n={nonce}] ^{signature}$");

test("renders a value from a template", () => {
  expect(renderValue(stripe, { timestamp: "12", signature: "ab" })).toBe("t=12,v1=ab");
  expect(showTemplate(stripe)).toBe("t={timestamp},v1={signature}");
});

test("reads the parts of a value", () => {
  expect({ ...readValue(stripe, "t=12,v1=ab") }).toEqual({ timestamp: "12", signature: "ab" });
  expect({ ...readValue(odd, "Acme (ts=1) [n=2] ^3$") }).toEqual({
    timestamp: "1",
    nonce: "2",
    signature: "3",
  });
});

test.each(["", "12,ab", "t=12", "t=12;v1=ab", " t=12,v1=ab"])(
  "returns undefined for %j, which does not match the template",
  (value) => {
    expect(readValue(stripe, value)).toBeUndefined();
  },
);
