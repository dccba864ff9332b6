import type { Fetched, Validators } from "@countersign/spec/fetch";
import { assertOpenApi } from "@countersign/spec/load";
import { SpecError, toLine } from "@countersign/spec/problem";
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
  const { validators } = fetched;
  const [text, ...others] = isPage ? openApiBlocks(fetched.text) : [fetched.text];
  if (text === undefined) return { kind: "no block" };
  if (others.length > 0) {
    throw new SpecError(`${toLine(request.address.href)} has several OpenAPI blocks.`, {
      location: request.location,
      remedy: "Copy the blocks into files by hand, and mark those files as `hand-written`.",
    });
  }
  return { kind: "fragment", text, validators, document: parseOpenApi(text, request) };
}

/**
 * Parses text as an OpenAPI document.
 *
 * @throws SpecError when it is not one.
 */
function parseOpenApi(text: string, { address, location }: LocatedRequest): unknown {
  try {
    const file = parseText(text, address.href);
    assertOpenApi(file);
    return file.parsed;
  } catch (cause) {
    if (!(cause instanceof SpecError)) throw cause;
    const line = cause.location.line === undefined ? "" : ` (line ${cause.location.line})`;
    throw new SpecError(
      `${toLine(address.href)} is not an OpenAPI document${line}: ${toLine(cause.message)}`,
      { location, remedy: "Use the URL of an OpenAPI 3 document in YAML or JSON.", cause },
    );
  }
}
