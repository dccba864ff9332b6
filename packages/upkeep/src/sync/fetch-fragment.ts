import type { Fetched, Validators } from "@countersign/spec/fetch";
import { assertOpenApi } from "@countersign/spec/load";
import { SpecError, toLine } from "@countersign/spec/problem";
import { parseText } from "@countersign/spec/source";
import { fetchLocated, type LocatedRequest } from "../sources/fetch-located.ts";
import { openApiBlocks } from "./openapi-block.ts";

/** An OpenAPI document as upstream publishes it. */
export interface Fragment {
  readonly kind: "fragment";
  /** The document to the byte; of a page, its OpenAPI block alone. */
  readonly text: string;
  readonly document: unknown;
  readonly validators: Validators;
}

/** What an address gave: a fragment, no news of one, or a page that describes no operation. */
export type FetchedFragment =
  | Fragment
  | Exclude<Fetched, { kind: "text" }>
  | { readonly kind: "no block" };

/**
 * Fetches an OpenAPI document, or the one in a Markdown page, and checks that it is one.
 *
 * @throws SpecError when it cannot be fetched, is not OpenAPI, or the page has several.
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
      remedy: "Vendor the page by hand, and say `hand-written` of what it became.",
    });
  }
  return { kind: "fragment", text, validators, document: parseOpenApi(text, request) };
}

/**
 * Returns a text parsed as an OpenAPI document.
 *
 * @throws SpecError when it is none.
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
      `${toLine(address.href)} answers with what is not an OpenAPI document${line}: ${toLine(cause.message)}`,
      { location, remedy: "Give the address of an OpenAPI 3 document in YAML or JSON.", cause },
    );
  }
}
