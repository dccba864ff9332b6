/**
 * Returns a URL that a browser may be sent to. Return URLs come from callers of the providers' APIs, so that one can
 * be `javascript:…`.
 *
 * @returns undefined for anything but http and https.
 */
export function toReturnUrl(value: string): URL | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
