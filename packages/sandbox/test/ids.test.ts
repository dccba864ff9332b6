import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createIds } from "../src/world/ids.ts";

const UUID_4 = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

describe("makes an ID in the form of", () => {
  test.each([
    ["a UUID", "03384ada-a9c5-4c2e-a1bd-a13629ba060c", `^${UUID_4}$`],
    ["a UUID after a prefix", "wbhsec_00000000-fake-4000-8000-000000000001", `^wbhsec_${UUID_4}$`],
    ["letters after a prefix", "inq_ABC123", "^inq_[A-Za-z1-9]{12}$"],
    ["a long end", "web_iq_xxxxxxxxxxxxxxxx", "^web_iq_[A-Za-z1-9]{16}$"],
    ["a word alone", "user", "^[A-Za-z1-9]{12}$"],
    ["digits, too few to be unique", "7", "^[1-9][0-9]{8}$"],
    ["many digits", "123456789012", "^[1-9][0-9]{11}$"],
    ["digits after a prefix", "ord_1", "^ord_[1-9][0-9]{8}$"],
    ["a number", 42, "^[1-9][0-9]{8}$"],
    ["hexadecimal digits", "evt_83a2bfc1", "^evt_[0-9a-f]{12}$"],
    ["upper-case hexadecimal digits", "65F1C2D3E4A5B6C7D8E9F0A1", "^[0-9A-F]{24}$"],
    ["nothing", undefined, `^${UUID_4}$`],
    ["a prefix without an end", "key_", "^key_[A-Za-z1-9]{12}$"],
  ])("%s", (_, example, pattern) => {
    for (let count = 0; count < 50; count += 1) {
      expect(createIds().like(example)).toMatch(new RegExp(pattern));
    }
  });
});

test("makes each ID once", () => {
  const ids = createIds("seed");
  const made = Array.from({ length: 2000 }, () => ids.like("inq_ABC123"));
  expect(new Set(made).size).toBe(2000);
});

test("makes the same with the same seed, and others with another and without one", () => {
  const made = (seed?: string) => {
    const ids = createIds(seed);
    return [ids.like("inq_ABC123"), ids.like(undefined), ids.bytes(40).toString("hex")];
  };
  expect(made("a")).toEqual(made("a"));
  expect(made("b")).not.toEqual(made("a"));
  expect(made()).not.toEqual(made());
});

test("takes seeded bytes from HMAC-SHA256 of a counter, so that versions of Node agree", () => {
  const block = (count: number) => createHmac("sha256", "s").update(String(count)).digest();
  const ids = createIds("s");
  expect(ids.bytes(40)).toEqual(Buffer.concat([block(1), block(2)]).subarray(0, 40));
  expect(ids.bytes(1)).toEqual(block(3).subarray(0, 1));
});
