import { createHmac, randomBytes } from "node:crypto";

/** New values that nobody can have seen before, or the same ones in each run with the same seed. */
export interface Ids {
  /** Returns a new ID in the form of an example: a UUID, a number, or a random end after its prefix (`inq_…`). */
  like(example: unknown): string;
  bytes(length: number): Buffer;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Shortest random end of an ID: documents shorten their examples. */
const MIN_END = 12;

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
      if (typeof example !== "string" || UUID.test(example)) return uuid(bytes(16));
      if (/^\d+$/.test(example)) return digits(bytes(example.length));
      const prefix = /^.*_/.exec(example)?.[0] ?? "";
      return prefix + letters(bytes(Math.max(example.length - prefix.length, MIN_END)));
    },
  };
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
