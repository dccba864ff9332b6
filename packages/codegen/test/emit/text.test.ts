import { describe, expect, test } from "vitest";
import { docComment, literal, propertyName } from "../../src/emit/text.ts";

describe("a literal", () => {
  test.for([
    ["a text", 'a"b\\c', '"a\\"b\\\\c"'],
    ["line breaks", "a\nb\r\u2028\u2029", '"a\\nb\\r\\u2028\\u2029"'],
    ["a number", 5, "5"],
    ["null", null, "null"],
    ["a list", ["a", ["b"], []], '["a", ["b"], []]'],
    ["an empty object", {}, "{}"],
    ["an object without its undefined fields", { a: undefined }, "{}"],
    ["an object", { a: 1, "b-c": { d: true } }, '{\n  a: 1,\n  "b-c": {\n    d: true,\n  },\n}'],
    ["a prototype's name", JSON.parse('{"__proto__":1}'), '{\n  ["__proto__"]: 1,\n}'],
  ] as const)("of %s is written so that it cannot be broken out of", ([, value, expected]) => {
    expect(literal(value)).toBe(expected);
  });
});

describe("a property's name", () => {
  test.for([
    ["name", "name"],
    ["$name_1", "$name_1"],
    ["1name", '"1name"'],
    ["a-b", '"a-b"'],
    ["", '""'],
    ['a"b', '"a\\"b"'],
    ["ä", '"ä"'],
    ["\u2028", '"\\u2028"'],
    ["__proto__", '["__proto__"]'],
  ] as const)("%j is written %s", ([name, expected]) => {
    expect(propertyName(name)).toBe(expected);
  });
});

describe("a comment", () => {
  test.for([
    ["puts each line behind an asterisk", ["one\ntwo"], "/**\n * one\n * two\n */\n"],
    ["separates paragraphs", ["one", undefined, "two"], "/**\n * one\n *\n * two\n */\n"],
    ["cannot be ended", ["a */ b **/ c"], "/**\n * a *\\/ b **\\/ c\n */\n"],
    [
      "has no tags but its own",
      ["@a\n  @b\n* @c\nd @e f@g"],
      "/**\n * \\@a\n *   \\@b\n * * \\@c\n * d \\@e f@g\n */\n",
    ],
    [
      "knows every kind of line break",
      ["a\r\nb\rc\u2028d\u2029e"],
      "/**\n * a\n * b\n * c\n * d\n * e\n */\n",
    ],
    ["drops white space at the ends", ["\n a  \nb \n\n"], "/**\n * a\n * b\n */\n"],
  ] as const)("%s", ([, paragraphs, expected]) => {
    expect(docComment(paragraphs)).toBe(expected);
  });

  test("ends with its tags, which cannot end it either", () => {
    expect(docComment(["text"], { tags: ["@see a", "@throws */"], indent: "  " })).toBe(
      "  /**\n   * text\n   *\n   * @see a\n   * @throws *\\/\n   */\n",
    );
  });
});
