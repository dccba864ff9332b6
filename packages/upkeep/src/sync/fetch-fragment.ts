import type { Fetched, Validators } from "@countersign/spec/fetch";
import { assertOpenApi } from "@countersign/spec/load";
import { type SourceLocation, SpecError, toLine } from "@countersign/spec/problem";
import { parseText } from "@countersign/spec/source";
import { fetchLocated, type LocatedRequest } from "../sources/fetch-located.ts";
import { openApiBlocks } from "./openapi-block.ts";

/** An OpenAPI document published upstream. */
export interface Fragment {
  readonly kind: "fragment";
  /** The document, or the OpenAPI block of a page, byte for byte. */
  readonly text: string;
  readonly document: unknown;
  readonly validators: Validators;
}

/** The result of fetching a URL: a fragment, a status without one, or a page without an OpenAPI block. */
export type FetchedFragment =
  | Fragment
  | Exclude<Fetched, { kind: "text" }>
  | { readonly kind: "no block" };

/**
 * Fetches an OpenAPI document, or the one in a Markdown page, and validates that it is OpenAPI.
 *
 * @throws SpecError when it cannot be fetched, is not OpenAPI, or the page has several OpenAPI blocks.
 */
export async function fetchFragment(
  request: LocatedRequest,
  { isPage }: { isPage: boolean },
): Promise<FetchedFragment> {
  const fetched = await fetchLocated(request);
  if (fetched.kind !== "text") return fetched;
  const { validators, text } = fetched;
  return toFragment(text, {
    origin: request.address.href,
    location: request.location,
    isPage,
    validators,
  });
}

/**
 * Returns the OpenAPI document that a text is, or the one in a Markdown page.
 *
 * @throws SpecError when it is not OpenAPI, or the page has several OpenAPI blocks.
 */
export function toFragment(
  whole: string,
  {
    isPage,
    validators,
    ...origin
  }: Origin & { readonly isPage: boolean; readonly validators: Validators },
): Fragment | { readonly kind: "no block" } {
  const [text, ...others] = isPage ? openApiBlocks(whole) : [whole];
  if (text === undefined) return { kind: "no block" };
  if (others.length > 0) {
    throw new SpecError(`${toLine(origin.origin)} has several OpenAPI blocks.`, {
      location: origin.location,
      remedy: "Copy the blocks into files by hand, and mark those files as `hand-written`.",
    });
  }
  return { kind: "fragment", text, validators, document: parseOpenApi(text, origin) };
}

/** Where a text comes from. */
interface Origin {
  /** Its URL or path. */
  readonly origin: string;
  /** Where that is written, for errors. */
  readonly location: SourceLocation;
}

/**
 * Parses text as an OpenAPI document.
 *
 * @throws SpecError when it is not one.
 */
function parseOpenApi(text: string, { origin, location }: Origin): unknown {
  try {
    const file = parseText(text, origin);
    assertOpenApi(file);
    return file.parsed;
  } catch (cause) {
    if (!(cause instanceof SpecError)) throw cause;
    const line = cause.location.line === undefined ? "" : ` (line ${cause.location.line})`;
    throw new SpecError(
      `${toLine(origin)} is not an OpenAPI document${line}: ${toLine(cause.message)}`,
      { location, remedy: "Use the URL of an OpenAPI 3 document in YAML or JSON.", cause },
    );
  }
}
