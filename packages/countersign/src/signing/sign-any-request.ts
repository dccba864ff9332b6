import type { Encoding } from "../provider-table/provider.ts";
import { type HashFunctions, platformHash, webHash } from "./mac.ts";
import { type RareWords, type SignRequest, setHeader, signRequest } from "./sign-request.ts";
import { targetOf } from "./signing-input.ts";

/**
 * Adds each signature, like `signRequest`, and knows every word of the vocabulary: `{queryString}` and
 * `{pathParameter:name}`, values in the query, and the encodings `hexUpper` and `base64Unpadded`.
 */
export const signAnyRequest: SignRequest = async (request, schemes, signing) =>
  signRequest(request, schemes, { ...signing, words: rareWords(signing.operation) });

/** Node's digests have only the usual encodings. */
const hashFor = (encoding: Encoding): HashFunctions =>
  encoding === "hexUpper" || encoding === "base64Unpadded" ? webHash : platformHash;

/** Returns what `signRequest` lacks, for a request of an operation. */
export const rareWords = (
  { path: template }: { readonly path: string } = { path: "" },
): RareWords => ({
  hash: {
    hmac: (...args) => hashFor(args[3]).hmac(...args),
    digest: (...args) => hashFor(args[2]).digest(...args),
  },
  token({ name, argument }, request) {
    const { path, query } = targetOf(request.url);
    if (name === "queryString") return query.slice(1);
    if (name !== "pathParameter") return undefined;
    // Counted from the end, because a base URL may have a path, too.
    const segments = template.replace(/[?#].*/s, "").split("/");
    const index = segments.indexOf(`{${argument}}`);
    return index < 0 ? undefined : path.split("/").at(index - segments.length);
  },
  place(request, to, value) {
    setHeader(request, to, value);
    if (to?.parameter === undefined || value === undefined) return;
    const separator = request.url.includes("?") ? "&" : "?";
    request.url += `${separator}${to.parameter}=${encodeURIComponent(value)}`;
  },
});
