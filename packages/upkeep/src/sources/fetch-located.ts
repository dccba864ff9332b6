import { FetchError, type Fetched, type FetchOptions, fetchText } from "@countersign/spec/fetch";
import { type SourceLocation, SpecError, toLine } from "@countersign/spec/problem";

/** A request for a URL that is written in a file or was passed by the user. */
export interface LocatedRequest extends Omit<FetchOptions, "reach"> {
  readonly address: URL;
  /** Where the URL is written, for errors. */
  readonly location: SourceLocation;
}

/**
 * Fetches text like `fetchText` of `@countersign/spec/fetch`.
 *
 * @throws SpecError that names the URL, at the location where it is written.
 */
export async function fetchLocated({
  address,
  location,
  ...options
}: LocatedRequest): Promise<Fetched> {
  try {
    return await fetchText(address, options);
  } catch (cause) {
    if (!(cause instanceof FetchError)) throw cause;
    const { message, remedy } = cause;
    throw new SpecError(`${toLine(address.href)} ${message}.`, { location, remedy, cause });
  }
}
