import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { bytesOf, vectors } from "./vectors.ts";

// The third implementation, after node:crypto and the code under test. Where there is no openssl command, the
// other test of the vectors stands alone.
const isThere = spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!isThere)("by openssl alone", () => {
  it.each(vectors)("$title follows from its canonical message", (vector) => {
    const { algorithm, keyEncoding, keyPrefix = "", encoding, value, header } = vector.declaration;
    const secret = vector.secret.startsWith(keyPrefix)
      ? vector.secret.slice(keyPrefix.length)
      : vector.secret;
    const key = Buffer.from(secret, keyEncoding).toString("hex");
    const { stdout, status } = spawnSync(
      "openssl",
      [
        "dgst",
        `-${algorithm.replace("-", "").toLowerCase()}`,
        "-mac",
        "HMAC",
        "-macopt",
        `hexkey:${key}`,
        "-binary",
      ],
      { input: bytesOf(vector.canonical) },
    );
    expect(status).toBe(0);
    const { timestamp = "", nonce = "" } = vector.input;
    expect(vector.headers[header]).toBe(
      value
        .replace("{timestamp}", timestamp)
        .replace("{nonce}", nonce)
        .replace("{signature}", stdout.toString(encoding)),
    );
  });
});
