import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { bytesOf, encodedByNode, headerVectors, signatureIn } from "./vectors.ts";

// A third implementation, after node:crypto and the code under test. Skipped if there is no openssl command.
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!hasOpenssl)("openssl", () => {
  it.each(headerVectors)("computes the signature from the canonical message: $title", (vector) => {
    const { algorithm, keyEncoding, keyPrefix = "", encoding, value } = vector.declaration;
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
    expect(signatureIn(vector)).toBe(
      value
        .replace("{timestamp}", timestamp)
        .replace("{nonce}", nonce)
        .replace("{signature}", encodedByNode(stdout, encoding)),
    );
  });
});
