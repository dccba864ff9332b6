import type { WebhookSignature } from "../../src/provider-table/provider.ts";

/** A delivery in parts. */
export interface SignedDelivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A delivery that nobody sent like this. */
export interface Mutant {
  /** What was done to an authentic one. */
  readonly title: string;
  readonly delivery: {
    readonly body: string | Uint8Array;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
  };
}

/**
 * Returns deliveries made from an authentic one, each of which must be refused. The same seed gives the
 * same deliveries.
 */
export function mutantsOf(
  delivery: SignedDelivery,
  signature: WebhookSignature,
  seed: number,
): Mutant[] {
  const random = mulberry32(seed);
  const covered = Object.keys(delivery.headers);
  const mutants = [
    ...covered.flatMap((name) =>
      inHeader(name, delivery, textMutants(delivery.headers[name] ?? "", random)),
    ),
    ...inHeader(signature.header, delivery, signatureMutants(delivery, signature)),
    ...timestampMutants(delivery, signature),
    ...covered.flatMap((name) => wholeHeaderMutants(name, delivery)),
    ...bodyMutants(delivery, random),
  ];
  return [...new Map(mutants.map((mutant) => [JSON.stringify(mutant.delivery), mutant])).values()];
}

type Variant = readonly [title: string, text: string | readonly string[]];

function inHeader(name: string, { body, headers }: SignedDelivery, variants: Variant[]): Mutant[] {
  return variants
    .filter(([, text]) => text !== headers[name])
    .map(([title, text]) => ({
      title: `${name}: ${title}`,
      delivery: { body, headers: { ...headers, [name]: text } },
    }));
}

const WHITE_SPACE = [" ", "\t", "\n", "\r\n", "\0", "\u00a0", "\u2028", "\ufeff"];
const OTHER_CHARACTERS = [..."0Zz+/-_=,.;:%\"'{}", "é", "а", "１", "\ud800", "💥"];

/** What can be done to any text: characters that go, come, change, trade places or change their case. */
function textMutants(text: string, random: () => number): Variant[] {
  const pick = (count: number): number => Math.floor(random() * count);
  const variants: Variant[] = [];
  for (let round = 0; round < 20; round += 1) {
    const at = pick(text.length);
    const [before, character = "", after] = [text.slice(0, at), text[at], text.slice(at + 1)];
    const other = OTHER_CHARACTERS[pick(OTHER_CHARACTERS.length)] ?? "";
    const space = WHITE_SPACE[pick(WHITE_SPACE.length)] ?? "";
    variants.push(
      [`cut at ${at}`, before],
      [`without its beginning to ${at}`, character + after],
      [`without character ${at}`, before + after],
      [`character ${at} twice`, before + character + character + after],
      [`character ${at} as ${JSON.stringify(other)}`, before + other + after],
      [`white space at ${at}`, before + space + character + after],
      [`character ${at} last`, before + after + character],
      [`character ${at} in the other case`, before + swapCase(character) + after],
    );
  }
  return variants;
}

function swapCase(text: string): string {
  const lower = text.toLowerCase();
  return text === lower ? text.toUpperCase() : lower;
}

/** What can be done to a signature, its parts and its sets, without the secret. */
function signatureMutants(delivery: SignedDelivery, signature: WebhookSignature): Variant[] {
  const text = delivery.headers[signature.header] ?? "";
  const [value = ""] = /[\w+/]{32,}=*/.exec(text) ?? [];
  const withSignature = (other: string): string => text.replace(value, () => other);
  const parts = text.split(",");
  return [
    ["in capitals", text.toUpperCase()],
    ["in lower case", text.toLowerCase()],
    ["reversed parts", [...parts].reverse().join(",")],
    ["each part twice", parts.flatMap((part) => [part, part]).join(",")],
    ["first part twice", [parts[0], ...parts].join(",")],
    ["last part twice", [...parts, parts.at(-1)].join(",")],
    ["without its first part", parts.length > 1 ? parts.slice(1).join(",") : ""],
    ["without its last part", parts.slice(0, -1).join(",")],
    ["white space between parts", parts.length > 1 ? parts.join(", ") : ` ${text}`],
    ["other separators", parts.length > 1 ? parts.join(";") : `${text};`],
    ["an empty part", `${text},`],
    ["an empty part first", `,${text}`],
    ["two sets alike", `${text} ${text}`],
    ["two sets alike, with a comma", `${text}, ${text}`],
    ["twice", [text, text]],
    ["quoted", `"${text}"`],
    ["in brackets", `[${text}]`],
    ["as JSON", JSON.stringify({ [signature.header]: text })],
    ["encoded for an address", encodeURIComponent(`${text}=`)],
    ["without the signature", withSignature("")],
    ["the word for it", withSignature("{signature}")],
    ["the signature's capitals", withSignature(value.toUpperCase())],
    [
      "its other encoding",
      withSignature(
        Buffer.from(value, otherOf(signature)).toString(
          signature.encoding === "hex" ? "base64" : "hex",
        ),
      ),
    ],
    ["its own encoding twice", withSignature(Buffer.from(value).toString("base64"))],
    ["the signature twice", withSignature(value + value)],
    ["its first half", withSignature(value.slice(0, value.length / 2))],
    ["zeros", withSignature("0".repeat(value.length))],
    ["padding that it has not", withSignature(`${value}=`)],
    ["no padding", withSignature(value.replace(/=+$/, ""))],
    ["another last character that decodes alike", withSignature(looseEnd(value))],
    [
      "digits of another script",
      withSignature(value.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))),
    ],
    ["a NUL behind", `${text}\0`],
    ...[
      "__proto__",
      "constructor",
      "toString",
      "null",
      "undefined",
      "true",
      "[object Object]",
    ].flatMap((word): Variant[] => [
      [`${word} alone`, word],
      [`${word} as the signature`, withSignature(word)],
    ]),
    ...[16_385, 65_536, 1_000_000].flatMap((length): Variant[] => [
      [`${length} characters`, "a".repeat(length)],
      [`${length} commas`, ",".repeat(length)],
      [`${length} spaces behind`, text + " ".repeat(length)],
      [`${length} characters more`, `${text},x=${"y".repeat(length)}`],
    ]),
    [
      "a thousand sets",
      Array.from({ length: 1000 }, (_, index) => withSignature(String(index))).join(" "),
    ],
    [
      "a thousand parts",
      `${text},${Array.from({ length: 1000 }, (_, index) => `v1=${index}`).join(",")}`,
    ],
  ];
}

function otherOf({ encoding }: WebhookSignature): BufferEncoding {
  return encoding === "hex" ? "hex" : "base64";
}

/** Base64 of 32 bytes leaves two bits of its last character unused. */
function looseEnd(value: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return value.replace(/(.)=$/, (_, last: string) => `${alphabet[alphabet.indexOf(last) + 1]}=`);
}

/** Times that are not the one that was signed. */
function timestampMutants(delivery: SignedDelivery, signature: WebhookSignature): Mutant[] {
  const name = signature.timestamp?.header ?? signature.header;
  const text = delivery.headers[name] ?? "";
  const [time] = /\d{10}/.exec(text) ?? [];
  if (time === undefined) return [];
  const others = [
    ...["", "0", "-1", `-${time}`, `+${time}`, `0${time}`, `${time}0`, `${time}.0`, `${time}e0`],
    ...[`0x${Number(time).toString(16)}`, `${Number(time) + 1}`, `${Number(time) - 1}`, "NaN"],
    ...["Infinity", "1e400", "null", "__proto__", ` ${time}`, `${time} `, `${time},${time}`],
    ...[
      "9".repeat(15),
      "9".repeat(16),
      "9".repeat(400),
      "1".repeat(20_000),
      `${time}n`,
      "{timestamp}",
    ],
    ...[
      `${time}000`,
      new Date(Number(time) * 1000).toISOString(),
      `${time.slice(0, 5)}_${time.slice(5)}`,
    ],
  ];
  return inHeader(
    name,
    delivery,
    others.map((other): Variant => [`time ${other.slice(0, 40)}`, text.replace(time, () => other)]),
  );
}

/** A header that is gone, empty, elsewhere, or that comes twice. */
function wholeHeaderMutants(name: string, { body, headers }: SignedDelivery): Mutant[] {
  const { [name]: value = "", ...others } = headers;
  const variants: [string, Record<string, string | readonly string[]>][] = [
    ["missing", others],
    ["empty", { ...headers, [name]: "" }],
    ["an empty list", { ...headers, [name]: [] }],
    ["a space", { ...headers, [name]: " " }],
    ["twice in a list", { ...headers, [name]: [value, value] }],
    [
      "twice, in two cases",
      { ...headers, [name.toUpperCase()]: value, [name.toLowerCase()]: value },
    ],
    ["under a longer name", { ...others, [`${name}s`]: value }],
    ["under a name with white space", { ...others, [`${name} `]: value }],
    ["inherited", Object.assign(Object.create({ [name]: value }), others)],
    [
      "under __proto__",
      JSON.parse(JSON.stringify({ ...others, x: { [name]: value } }).replace('"x"', '"__proto__"')),
    ],
    ["under constructor", { ...others, constructor: value, prototype: value }],
  ];
  return variants.map(([title, changed]) => ({
    title: `${name}: ${title}`,
    delivery: { body, headers: changed },
  }));
}

/** A body that differs, if only in its bytes. */
function bodyMutants({ body, headers }: SignedDelivery, random: () => number): Mutant[] {
  const bytes = Buffer.from(body);
  const variants: [string, string | Uint8Array][] = [
    ["empty", ""],
    ["a line break behind", `${body}\n`],
    ["a space before", ` ${body}`],
    ["a byte order mark before", `\ufeff${body}`],
    ["twice", body + body],
    ["serialised again", JSON.stringify(JSON.parse(body), undefined, 1)],
    ["in UTF-16", Buffer.from(body, "utf16le")],
    ["with a prototype", body.replace("{", '{"__proto__":{},')],
    ["a key twice", body.replace("{", '{"type":"x",')],
    ["no bytes", new Uint8Array()],
  ];
  for (let round = 0; round < 12; round += 1) {
    const at = Math.floor(random() * bytes.length);
    const flipped = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
    variants.push(
      [`bit 0 of byte ${at} flipped`, flipped],
      [`cut at ${at}`, bytes.subarray(0, at)],
    );
  }
  return variants.map(([title, changed]) => ({
    title: `body: ${title}`,
    delivery: { body: changed, headers },
  }));
}

/** A small generator of numbers from 0 to 1 (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
