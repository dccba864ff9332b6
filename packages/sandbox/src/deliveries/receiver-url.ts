/** Returns why something is not the URL of a receiver; undefined if it is. */
export function urlProblem(url: unknown): string | undefined {
  const isUrl = typeof url === "string" && URL.canParse(url);
  if (isUrl && /^https?:$/.test(new URL(url).protocol)) return undefined;
  return `The receiver ${JSON.stringify(url)} must be an http or https URL.`;
}

/** Whether a URL's host is this machine: `localhost`, a name below it, or a loopback address. */
export function isOnThisMachine(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
