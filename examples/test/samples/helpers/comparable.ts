import type { RecordedRequest } from "./recorder.ts";

/** Headers of the connection, of this test, and those that are new in every request or differ by the form of a body. */
const OWN = new Set([
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
 * Returns a request in a form in which those with the same meaning are equal: JSON without regard to white
 * space, forms without their boundary; and without signatures, which cover such things.
 *
 * @param left - Headers that are left out.
 */
export async function comparable(
  exchange: RecordedRequest | undefined,
  left: RegExp = /signature|idempotency/,
): Promise<unknown> {
  if (exchange === undefined) return undefined;
  const { method, target, headers, body } = exchange;
  const isOwn = (name: string): boolean => OWN.has(name) || left.test(name);
  return {
    method,
    target,
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !isOwn(name))
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
