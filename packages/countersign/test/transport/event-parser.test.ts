import { describe, expect, it } from "vitest";
import { createEventParser } from "../../src/transport/event-parser.ts";

interface Expected {
  readonly event?: string;
  readonly data: string;
  readonly id?: string;
}

/** Feeds bytes in chunks of a size, and returns the events. */
function parsed(bytes: Uint8Array, size: number): Expected[] {
  const parse = createEventParser(1_000);
  const events: Expected[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    const chunk = parse(bytes.slice(start, start + size));
    expect(chunk.isTooLong).toBe(false);
    for (const { event, data, id } of chunk.events) {
      events.push({ ...(event !== undefined && { event }), data, ...(id !== undefined && { id }) });
    }
  }
  return events;
}

/**
 * The examples and rules of the HTML Standard, sections 9.2.5 and 9.2.6, and the situations of web-platform-tests
 * (`eventsource/format-*`).
 */
describe("an event stream is parsed by the HTML Standard:", () => {
  it.each<[string, string, Expected[]]>([
    ["one line of data", "data: hello\n\n", [{ data: "hello" }]],
    ["several lines of data", "data: YHOO\ndata: +2\ndata: 10\n\n", [{ data: "YHOO\n+2\n10" }]],
    [
      "comments, IDs, and an ID that is reset",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [
        { data: "first event", id: "1" },
        { data: "second event", id: "" },
        { data: " third event" },
      ],
    ],
    [
      "fields without a colon, and an event without end, which is discarded",
      "data\n\ndata\ndata\n\ndata:",
      [{ data: "" }, { data: "\n" }],
    ],
    [
      "one space after the colon, which is removed",
      "data:test\n\ndata: test\n\n",
      [{ data: "test" }, { data: "test" }],
    ],
    ["a tab after the colon, which is kept", "data:\ttest\n\n", [{ data: "\ttest" }]],
    [
      "a name",
      "event: add\ndata: 1\n\nevent\ndata: 2\n\n",
      [{ event: "add", data: "1" }, { data: "2" }],
    ],
    ["a name of one event only", "event: add\n\ndata: 2\n\n", [{ data: "2" }]],
    ["names of fields, which are case-sensitive", "DATA: 1\ndata: 2\nData: 3\n\n", [{ data: "2" }]],
    [
      "a space before a field's name, which makes it another",
      " data: 1\ndata : 2\ndata: 3\n\n",
      [{ data: "3" }],
    ],
    [
      "unknown fields, and data that looks like a field",
      "foo: 1\nfoo\ndata: data: x\n\n",
      [{ data: "data: x" }],
    ],
    [
      "an ID with a null, which is ignored",
      "id: 1\ndata: 1\n\nid: a\0b\ndata: 2\n\n",
      [{ data: "1", id: "1" }, { data: "2" }],
    ],
    ["data with a null", "data:\0\n\n", [{ data: "\0" }]],
    ["retry, valid and not", "retry: 3000\nretry: soon\nretry\ndata: 1\n\n", [{ data: "1" }]],
    ["empty lines only", "\n\n\n\n", []],
    ["comments only", ":\n: keep-alive\n\n:\n\n", []],
    ["an event without data, which is none", "event: a\nid: 1\n\n", []],
    [
      "line ends of all kinds",
      "data:a\r\ndata:b\ndata:c\r\r\n\ndata:d\r\rdata:e\r\n\r\n",
      [{ data: "a\nb\nc" }, { data: "d" }, { data: "e" }],
    ],
    ["an end that is a carriage return", "data:a\r\r", [{ data: "a" }]],
    ["an event whose empty line is missing", "data:a\n", []],
    ["an event whose line end is missing", "data:a\n\ndata:b", [{ data: "a" }]],
    ["a byte order mark", "\uFEFFdata:1\n\ndata:2\n\n", [{ data: "1" }, { data: "2" }]],
    [
      "a second byte order mark, which belongs to the field's name",
      "\uFEFF\uFEFFdata:1\n\ndata:2\n\n",
      [{ data: "2" }],
    ],
    [
      "a byte order mark within",
      "data:1\n\n\uFEFFdata:2\n\ndata:3\n\n",
      [{ data: "1" }, { data: "3" }],
    ],
    ["a byte order mark that was encoded twice", "ï»¿data:1\n\ndata:2\n\n", [{ data: "2" }]],
    ["characters of two to four bytes", "data: Pérez ✓ 🛂\n\n", [{ data: "Pérez ✓ 🛂" }]],
    [
      "other line separators, which end no line",
      "data: a\u2028b\u0085c\u000bd\n\n",
      [{ data: "a\u2028b\u0085c\u000bd" }],
    ],
  ])("%s", (_, stream, expected) => {
    const bytes = new TextEncoder().encode(stream);
    expect(parsed(bytes, bytes.length)).toEqual(expected);
    for (const size of [1, 2, 3, 7]) expect(parsed(bytes, size)).toEqual(expected);
  });

  it("bytes that are not UTF-8, which are replaced", () => {
    const bytes = new Uint8Array([...new TextEncoder().encode("data:a"), 0xff, 0x0a, 0x0a]);
    expect([parsed(bytes, 100), parsed(bytes, 1)]).toEqual([
      [{ data: "a\uFFFD" }],
      [{ data: "a\uFFFD" }],
    ]);
  });
});

describe("an event", () => {
  const parse = (...chunks: string[]) => {
    const next = createEventParser(10);
    return chunks.map((chunk) => next(new TextEncoder().encode(chunk)));
  };

  it("is complete as soon as its empty line is, whatever ends that", () => {
    for (const end of ["\n\n", "\r\n\r\n", "\r\r"]) {
      expect(parse(`data:1${end}`)).toEqual([{ events: [{ data: "1" }], isTooLong: false }]);
    }
  });

  it.each([
    ["on one line", ["data:12345", "67890"]],
    ["on several", ["data:12345\n", "data:67890\n"]],
    ["in a comment", [":123456789", "01"]],
    ["in one chunk", ["data:12345678901\n\n"]],
  ])("may not be longer than allowed: %s", (_, chunks) => {
    expect(
      parse("data:1\n\n", ...chunks)
        .map(({ isTooLong }) => isTooLong)
        .at(-1),
    ).toBe(true);
  });

  it("that is too long comes after those before it", () => {
    expect(parse("data:1\n\ndata:12345678901")).toEqual([
      { events: [{ data: "1" }], isTooLong: true },
    ]);
  });
});
