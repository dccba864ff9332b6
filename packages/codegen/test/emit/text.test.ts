import { describe, expect, test } from "vitest";
import { docComment, literal, propertyName } from "../../src/emit/text.ts";

describe("literal", () => {
  test.for([
    ["a string", 'a"b\\c', '"a\\"b\\\\c"'],
    ["line breaks", "a\nb\r\u2028\u2029", '"a\\nb\\r\\u2028\\u2029"'],
    ["a number", 5, "5"],
    ["null", null, "null"],
    ["a list", ["a", ["b"], []], '["a", ["b"], []]'],
    ["an empty object", {}, "{}"],
    ["an object without its undefined fields", { a: undefined }, "{}"],
    ["an object", { a: 1, "b-c": { d: true } }, '{\n  a: 1,\n  "b-c": {\n    d: true,\n  },\n}'],
    ["the key `__proto__`", JSON.parse('{"__proto__":1}'), '{\n  ["__proto__"]: 1,\n}'],
  ] as const)("escapes %s", ([, value, expected]) => {
    expect(literal(value)).toBe(expected);
  });
});

describe("propertyName", () => {
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
  ] as const)("writes %j as %s", ([name, expected]) => {
    expect(propertyName(name)).toBe(expected);
  });
});

describe("docComment", () => {
  test.for([
    ["puts an asterisk before each line", ["one\ntwo"], "/**\n * one\n * two\n */\n"],
    ["separates paragraphs", ["one", undefined, "two"], "/**\n * one\n *\n * two\n */\n"],
    ["keeps text from ending the comment", ["a */ b **/ c"], "/**\n * a *\\/ b **\\/ c\n */\n"],
    [
      "keeps text from adding tags",
      ["@a\n  @b\n* @c\nd @e f@g"],
      "/**\n * \\@a\n *   \\@b\n * * \\@c\n * d \\@e f@g\n */\n",
    ],
    [
      "recognises every kind of line break",
      ["a\r\nb\rc\u2028d\u2029e"],
      "/**\n * a\n * b\n * c\n * d\n * e\n */\n",
    ],
    ["trims white space", ["\n a  \nb \n\n"], "/**\n * a\n * b\n */\n"],
  ] as const)("%s", ([, paragraphs, expected]) => {
    expect(docComment(paragraphs)).toBe(expected);
  });

  test("puts tags at the end, which cannot end the comment either", () => {
    expect(docComment(["text"], { tags: ["@see a", "@throws */"], indent: "  " })).toBe(
      "  /**\n   * text\n   *\n   * @see a\n   * @throws *\\/\n   */\n",
    );
  });
});
