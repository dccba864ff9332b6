import { FetchError, type FetchOptions, fetchText } from "./fetch-text.ts";

/**
 * Fetches the URL that a `$ref` names. The URL must be on the public internet: documents are untrusted,
 * and this machine may have access to networks that their authors do not.
 *
 * @throws Error whose message completes a sentence about the URL: `it is in a private network`.
 */
export async function fetchRef(
  ref: string,
  options: Omit<FetchOptions, "reach" | "conditions"> = {},
): Promise<string> {
  const url = new URL(ref);
  url.hash = "";
  try {
    const fetched = await fetchText(url, { ...options, reach: "public" });
    if (fetched.kind === "text") return fetched.text;
    const status = fetched.kind === "gone" ? fetched.status : 304;
    throw new Error(`it responds with status ${status}`);
  } catch (cause) {
    throw cause instanceof FetchError ? new Error(`it ${cause.message}`, { cause }) : cause;
  }
}
