import type { RecordedRequest } from "./recorder.ts";

/** Headers that are not compared: those of the connection and of this test, and those that depend on the body's form. */
const IGNORED = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "content-type",
  "sec-fetch-mode",
  "user-agent",
  "x-sample",
  "transfer-encoding",
]);

/**
 * Returns a request in a normalised form, in which equivalent requests are equal: JSON is parsed, forms lose their
 * boundary, and signatures, which cover the exact bytes, are omitted.
 *
 * @param omitted - Headers to omit.
 */
export async function comparable(
  exchange: RecordedRequest | undefined,
  omitted: RegExp = /signature|idempotency/,
): Promise<unknown> {
  if (exchange === undefined) return undefined;
  const { method, target, headers, body } = exchange;
  const isIgnored = (name: string): boolean => IGNORED.has(name) || omitted.test(name);
  return {
    method,
    // Without what signing adds to the query, which differs in every request.
    target: target.replace(/[?&](timestamp|nonce|signature|sig)=[^&]*/g, ""),
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !isIgnored(name))
        .map(([name, value]) => [name, String(value).replaceAll(", ", ",")]),
    ),
    type: headers["content-type"]?.split(";")[0],
    body: await bodyOf(body, headers["content-type"]),
  };
}

async function bodyOf(body: Uint8Array, type = ""): Promise<unknown> {
  const text = new TextDecoder().decode(body);
  if (type.includes("json")) return JSON.parse(text);
  if (!type.startsWith("multipart/")) return text;
  const response = new Response(new Uint8Array(body), { headers: { "content-type": type } });
  const entries = [...(await response.formData())];
  return Promise.all(
    entries.map(async ([name, value]) =>
      typeof value === "string" ? [name, value] : [name, value.type, await value.text()],
    ),
  );
}
