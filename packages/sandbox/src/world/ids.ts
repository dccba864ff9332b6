import { createHmac, randomBytes } from "node:crypto";

/** New values that nobody can have seen before, or the same ones in each run with the same seed. */
export interface Ids {
  /**
   * Returns a new ID in the form of an example: with its prefix up to the last underscore (`inq_…`), then a UUID, digits,
   * hexadecimal digits or letters as there. It is long enough to be unique, even if the example is short. A UUID, if the
   * example is neither a string nor a number.
   */
  like(example: unknown): string;
  bytes(length: number): Buffer;
}

/** Examples of documents may have letters that no UUID has, such as `fake`. */
const UUID = /^[\da-z]{8}(-[\da-z]{4}){3}-[\da-z]{12}$/i;

/** Shortest random ends of an ID: documents shorten their examples. A number of 9 digits is an `int32`. */
const MIN_END = 12;
const MIN_DIGITS = 9;

/** Shortest end that is taken for hexadecimal digits: a word such as `added` is none. */
const MIN_HEX = 8;

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789";

/** Creates the source of new IDs. */
export function createIds(seed?: string): Ids {
  let count = 0;
  const bytes = (length: number): Buffer => {
    if (seed === undefined) return randomBytes(length);
    const blocks: Buffer[] = [];
    for (let size = 0; size < length; size += 32) {
      count += 1;
      blocks.push(createHmac("sha256", seed).update(String(count)).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  };
  return {
    bytes,
    like(example) {
      if (typeof example !== "string" && typeof example !== "number") return uuid(bytes(16));
      const [, prefix = "", end = ""] = /^(.*_)?(.*)$/s.exec(String(example)) ?? [];
      return prefix + newEnd(end, bytes);
    },
  };
}

function newEnd(example: string, bytes: Ids["bytes"]): string {
  const { length } = example;
  if (UUID.test(example)) return uuid(bytes(16));
  if (/^\d+$/.test(example)) return digits(bytes(Math.max(length, MIN_DIGITS)));
  const enough = Math.max(length, MIN_END);
  if (length < MIN_HEX || !/^([\da-f]+|[\dA-F]+)$/.test(example)) return letters(bytes(enough));
  const hex = bytes(enough).toString("hex").slice(0, enough);
  return /[A-F]/.test(example) ? hex.toUpperCase() : hex;
}

/** RFC 9562, section 5.4: version 4. */
function uuid(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function digits(bytes: Buffer): string {
  return [...bytes].map((byte, index) => (index === 0 ? (byte % 9) + 1 : byte % 10)).join("");
}

function letters(bytes: Buffer): string {
  return [...bytes].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
}
