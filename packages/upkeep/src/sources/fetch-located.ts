import { FetchError, type Fetched, type FetchOptions, fetchText } from "@countersign/spec/fetch";
import { type SourceLocation, SpecError, toLine } from "@countersign/spec/problem";

/** A request for an address that a person wrote. */
export interface LocatedRequest extends Omit<FetchOptions, "reach"> {
  readonly address: URL;
  /** Where the person wrote it: the place of errors. */
  readonly location: SourceLocation;
}

/**
 * Fetches a text, as `fetchText` of `@countersign/spec/fetch` does.
 *
 * @throws SpecError that names the address, at the place where it is written.
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
