const MAX_LENGTH = 80;

/**
 * Returns a path for the fragment of a new page: `vendor/web-inquiry-create.yaml`. It is made of the
 * page's address below its folder, of letters, digits and hyphens alone, and is none of the `taken`
 * paths even where a file system does not tell capitals from small letters.
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
  // Windows keeps some names for devices, with whatever ending.
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
