import { describe, expect, it } from "vitest";
import { concat, decode, encode, utf8 } from "../../src/signing/encoding.ts";

const bytes = Uint8Array.of(0xfb, 0xff, 0x00, 0x0a);

describe("encode", () => {
  it.each([
    ["hex", "fbff000a"],
    ["hexUpper", "FBFF000A"],
    ["base64", "+/8ACg=="],
    ["base64Unpadded", "+/8ACg"],
    ["base64url", "-_8ACg"],
  ] as const)("encodes bytes as %s", (encoding, expected) => {
    expect(encode(bytes, encoding)).toBe(expected);
  });

  it("encodes zero bytes as an empty string", () => {
    expect(encode(new Uint8Array(), "base64url")).toBe("");
  });
});

describe("decode", () => {
  it.each([
    ["fbff000a", "hex"],
    ["FBFF000A", "hex"],
    ["+/8ACg==", "base64"],
  ] as const)("decodes %s as %s", (encoded, encoding) => {
    expect(decode(encoded, encoding)).toEqual(bytes);
  });

  it("decodes a utf8 string as its UTF-8 bytes", () => {
    expect(decode("é", "utf8")).toEqual(Uint8Array.of(0xc3, 0xa9));
  });

  it.each([
    ["an odd number of digits", "abc", "hex"],
    ["a letter that is not a digit", "0g", "hex"],
    ["whitespace", "ab cd", "hex"],
    ["missing padding", "+/8ACg", "base64"],
    ["the URL alphabet", "-_8ACg==", "base64"],
    ["padding in the middle", "+/8=ACg=", "base64"],
    ["three characters of padding", "+===", "base64"],
    ["nothing but padding", "====", "base64"],
    ["a line break", "+/8ACg==\n", "base64"],
  ] as const)("rejects %s", (_, encoded, encoding) => {
    expect(decode(encoded, encoding)).toBeUndefined();
  });
});

describe("concat", () => {
  it("joins byte arrays in order", () => {
    expect(concat([utf8("a"), new Uint8Array(), utf8("bc")])).toEqual(utf8("abc"));
  });
});
