import type { HeaderSignature } from "../../src/provider-table/provider.ts";

/** A signed delivery. */
export interface SignedDelivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A delivery that differs from an authentic one. */
export interface Mutant {
  /** What was changed. */
  readonly title: string;
  readonly delivery: {
    readonly body: string | Uint8Array;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
  };
}

/** Returns mutations of an authentic delivery, each of which must be rejected. They depend only on the seed. */
export function mutantsOf(
  delivery: SignedDelivery,
  signature: HeaderSignature,
  seed: number,
): Mutant[] {
  const random = mulberry32(seed);
  const covered = Object.keys(delivery.headers);
  const mutants = [
    ...covered.flatMap((name) =>
      inHeader(name, delivery, stringMutants(delivery.headers[name] ?? "", random)),
    ),
    ...inHeader(signature.header, delivery, signatureMutants(delivery, signature)),
    ...timestampMutants(delivery, signature),
    ...covered.flatMap((name) => wholeHeaderMutants(name, delivery)),
    ...bodyMutants(delivery, random),
  ];
  return [...new Map(mutants.map((mutant) => [JSON.stringify(mutant.delivery), mutant])).values()];
}

type Variant = readonly [title: string, value: string | readonly string[]];

function inHeader(name: string, { body, headers }: SignedDelivery, variants: Variant[]): Mutant[] {
  return variants
    .filter(([, value]) => value !== headers[name])
    .map(([title, value]) => ({
      title: `${name}: ${title}`,
      delivery: { body, headers: { ...headers, [name]: value } },
    }));
}

const WHITESPACE = [" ", "\t", "\n", "\r\n", "\0", "\u00a0", "\u2028", "\ufeff"];
const OTHER_CHARACTERS = [..."0Zz+/-_=,.;:%\"'{}", "é", "а", "１", "\ud800", "💥"];

/** Mutations of any string: characters that are removed, added, replaced, moved or changed in case. */
function stringMutants(string: string, random: () => number): Variant[] {
  const pick = (count: number): number => Math.floor(random() * count);
  const variants: Variant[] = [];
  for (let round = 0; round < 20; round += 1) {
    const at = pick(string.length);
    const [before, character = "", after] = [string.slice(0, at), string[at], string.slice(at + 1)];
    const other = OTHER_CHARACTERS[pick(OTHER_CHARACTERS.length)] ?? "";
    const space = WHITESPACE[pick(WHITESPACE.length)] ?? "";
    variants.push(
      [`cut at ${at}`, before],
      [`without the first ${at} characters`, character + after],
      [`without character ${at}`, before + after],
      [`character ${at} twice`, before + character + character + after],
      [`character ${at} replaced by ${JSON.stringify(other)}`, before + other + after],
      [`whitespace at ${at}`, before + space + character + after],
      [`character ${at} moved to the end`, before + after + character],
      [`character ${at} in the other case`, before + swapCase(character) + after],
    );
  }
  return variants;
}

function swapCase(string: string): string {
  const lower = string.toLowerCase();
  return string === lower ? string.toUpperCase() : lower;
}

/** Mutations of a signature header, its parts and its sets, that need no secret. */
function signatureMutants(delivery: SignedDelivery, signature: HeaderSignature): Variant[] {
  const header = delivery.headers[signature.header] ?? "";
  const [value = ""] = /[\w+/]{32,}=*/.exec(header) ?? [];
  const withSignature = (other: string): string => header.replace(value, () => other);
  const parts = header.split(",");
  return [
    ["in upper case", header.toUpperCase()],
    ["in lower case", header.toLowerCase()],
    ["reversed parts", [...parts].reverse().join(",")],
    ["each part twice", parts.flatMap((part) => [part, part]).join(",")],
    ["first part twice", [parts[0], ...parts].join(",")],
    ["last part twice", [...parts, parts.at(-1)].join(",")],
    ["without its first part", parts.length > 1 ? parts.slice(1).join(",") : ""],
    ["without its last part", parts.slice(0, -1).join(",")],
    ["whitespace between parts", parts.length > 1 ? parts.join(", ") : ` ${header}`],
    ["other separators", parts.length > 1 ? parts.join(";") : `${header};`],
    ["an empty part at the end", `${header},`],
    ["an empty part at the start", `,${header}`],
    ["two equal sets", `${header} ${header}`],
    ["two equal sets with a comma", `${header}, ${header}`],
    ["two equal headers", [header, header]],
    ["in quotes", `"${header}"`],
    ["in brackets", `[${header}]`],
    ["as JSON", JSON.stringify({ [signature.header]: header })],
    ["URL-encoded", encodeURIComponent(`${header}=`)],
    ["without the signature", withSignature("")],
    ["the template's token as the signature", withSignature("{signature}")],
    ["the signature in upper case", withSignature(value.toUpperCase())],
    [
      "the signature in another encoding",
      withSignature(
        Buffer.from(value, otherOf(signature)).toString(
          signature.encoding === "hex" ? "base64" : "hex",
        ),
      ),
    ],
    ["the signature encoded again", withSignature(Buffer.from(value).toString("base64"))],
    ["the signature twice", withSignature(value + value)],
    ["the first half of the signature", withSignature(value.slice(0, value.length / 2))],
    ["zeros", withSignature("0".repeat(value.length))],
    ["extra padding", withSignature(`${value}=`)],
    ["no padding", withSignature(value.replace(/=+$/, ""))],
    ["a last character that decodes to the same bytes", withSignature(looseEnd(value))],
    [
      "digits of another script",
      withSignature(value.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))),
    ],
    ["a NUL at the end", `${header}\0`],
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
      [`${length} trailing spaces`, header + " ".repeat(length)],
      [`${length} extra characters`, `${header},x=${"y".repeat(length)}`],
    ]),
    [
      "a thousand sets",
      Array.from({ length: 1000 }, (_, index) => withSignature(String(index))).join(" "),
    ],
    [
      "a thousand parts",
      `${header},${Array.from({ length: 1000 }, (_, index) => `v1=${index}`).join(",")}`,
    ],
  ];
}

function otherOf({ encoding }: HeaderSignature): BufferEncoding {
  return encoding === "hex" ? "hex" : "base64";
}

/** Base64 of 32 bytes leaves two bits of its last character unused. */
function looseEnd(value: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return value.replace(/(.)=$/, (_, last: string) => `${alphabet[alphabet.indexOf(last) + 1]}=`);
}

/** Timestamps other than the signed one. */
function timestampMutants(delivery: SignedDelivery, signature: HeaderSignature): Mutant[] {
  const name = signature.timestamp?.header ?? signature.header;
  const header = delivery.headers[name] ?? "";
  const [time] = /\d{10}/.exec(header) ?? [];
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
    others.map(
      (other): Variant => [`timestamp ${other.slice(0, 40)}`, header.replace(time, () => other)],
    ),
  );
}

/** A header that is missing, empty, elsewhere or repeated. */
function wholeHeaderMutants(name: string, { body, headers }: SignedDelivery): Mutant[] {
  const { [name]: value = "", ...others } = headers;
  const variants: [string, Record<string, string | readonly string[]>][] = [
    ["missing", others],
    ["empty", { ...headers, [name]: "" }],
    ["an empty array", { ...headers, [name]: [] }],
    ["a space", { ...headers, [name]: " " }],
    ["twice in an array", { ...headers, [name]: [value, value] }],
    [
      "twice, in upper and lower case",
      { ...headers, [name.toUpperCase()]: value, [name.toLowerCase()]: value },
    ],
    ["under a longer name", { ...others, [`${name}s`]: value }],
    ["under a name with whitespace", { ...others, [`${name} `]: value }],
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

/** A body with different bytes. */
function bodyMutants({ body, headers }: SignedDelivery, random: () => number): Mutant[] {
  const bytes = Buffer.from(body);
  const variants: [string, string | Uint8Array][] = [
    ["empty", ""],
    ["a trailing line break", `${body}\n`],
    ["a leading space", ` ${body}`],
    ["a byte order mark", `\ufeff${body}`],
    ["twice", body + body],
    ["re-serialised", JSON.stringify(JSON.parse(body), undefined, 1)],
    ["in UTF-16", Buffer.from(body, "utf16le")],
    ["with a prototype", body.replace("{", '{"__proto__":{},')],
    ["a duplicate key", body.replace("{", '{"type":"x",')],
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

/** Returns a generator of numbers from 0 to 1 (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
