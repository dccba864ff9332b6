const MAX_LENGTH = 80;

/**
 * Returns a path for the fragment of a new page: `vendor/web-inquiry-create.yaml`. The name is the last segment of the
 * page's URL, reduced to letters, digits and hyphens. It differs from the `taken` paths even on a case-insensitive
 * file system.
 */
export function fragmentPath(page: URL, taken: Iterable<string>): string {
  const used = new Set([...taken].map((path) => path.toLowerCase()));
  const name = slug(page.pathname);
  for (let number = 1; ; number++) {
    const path = `vendor/${name}${number === 1 ? "" : `-${number}`}.yaml`;
    if (!used.has(path)) return path;
  }
}

function slug(pathname: string): string {
  const segment =
    pathname
      .replace(/\/$/, "")
      .replace(/\.\w+$/, "")
      .split("/")
      .at(-1) ?? "";
  const words = decoded(segment)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, "");
  // Windows reserves some names for devices, with any extension.
  const isFree = words !== "" && !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(words);
  return isFree ? words : `page${words && `-${words}`}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
