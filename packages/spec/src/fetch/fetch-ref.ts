import { FetchError, type FetchOptions, fetchText } from "./fetch-text.ts";

/**
 * Returns the text at an address that a `$ref` names. It must be on the public internet: documents are
 * untrusted, and this machine may reach what their authors cannot.
 *
 * @throws Error whose message says why, to follow the address: `it is in a private network`.
 */
export async function fetchRef(
  ref: string,
  options: Omit<FetchOptions, "reach" | "conditions"> = {},
): Promise<string> {
  const address = new URL(ref);
  address.hash = "";
  try {
    const fetched = await fetchText(address, { ...options, reach: "public" });
    if (fetched.kind === "text") return fetched.text;
    const status = fetched.kind === "gone" ? fetched.status : 304;
    throw new Error(`it answers with status ${status}`);
  } catch (cause) {
    throw cause instanceof FetchError ? new Error(`it ${cause.message}`, { cause }) : cause;
  }
}
