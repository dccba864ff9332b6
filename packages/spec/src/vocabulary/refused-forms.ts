/** Published ways of signing that the vocabulary does not have, and the nearest word. Matched against whole names. */
const FORMS: readonly (readonly [name: RegExp, advice: string])[] = [
  [
    /AWS4-HMAC-SHA256.*|aws4|(aws)?sig(nature)?v4|canonical(Request|Query|Headers|Uri)|signedHeaders|credentialScope/i,
    "this is AWS Signature Version 4, which sorts and encodes what it signs again: pass a `fetch` that signs, such as that of aws4fetch",
  ],
  [
    /hmac-sha256|rsa-v1_5-sha256|rsa-pss-sha512|ecdsa-p\d+-sha\d+|@.+|signature-(input|params)/i,
    "this is of RFC 9421, whose message is built per request: list the parts of a fixed message in `message`, with SHA-256 as `algorithm`",
  ],
  [/HS(256|384|512)/i, "the hash of an HMAC is SHA-1, SHA-256, SHA-384 or SHA-512"],
  [/(RS|PS)\d+|rsa.*/i, "RSA is not supported: the nearest is ES256 of `asymmetric`"],
  [/ES(256K|384|512)|ecdsa.*/i, "the nearest is ES256 of `asymmetric`"],
  [
    /ES256|Ed(DSA|25519)/i,
    "a private key signs with ES256 or Ed25519, which belong in `asymmetric`",
  ],
  [/none/i, "what is not signed proves nothing; a fixed secret is `token`"],
  [
    /sorted.*|query(Parameters|Sorted)/i,
    "a message whose parts are sorted cannot be declared: the nearest is {queryString}, the query as sent",
  ],
  [/(request)?(url|uri)/i, "the nearest is {path} and {query}, with {host}"],
];

/** Returns what a name of another way of signing should be instead, or undefined for any other name. */
export function nearestWord(name: string): string | undefined {
  return FORMS.find(([form]) => new RegExp(`^(${form.source})$`, "i").test(name))?.[1];
}
