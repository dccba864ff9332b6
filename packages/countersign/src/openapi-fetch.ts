import openapiFetch, { defaultPathSerializer } from "openapi-fetch";
import { CountersignError } from "./errors.ts";

// The only module that imports openapi-fetch: it serializes parameters and bodies, and parses answers.

/** Sends a final request. */
export type Fetch = (request: Request) => Promise<Response>;

/** How the body of an answer is read. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** A call without types. */
export interface UntypedInit {
  readonly params?: { readonly path?: Readonly<Record<string, unknown>> };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly parseAs?: ParseAs;
}

/** The result of a call without types. */
export interface UntypedResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** Makes one call: serializes it, hands the request to `fetch`, and parses the answer. */
export type Transport = (
  call: { readonly method: string; readonly path: string; readonly fetch: Fetch },
  init: UntypedInit,
) => Promise<UntypedResult>;

/** Returns a transport for a base URL and the headers that go with every request. */
export function createTransport(options: {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
}): Transport {
  const client = openapiFetch<Record<string, Record<string, never>>>({
    ...options,
    pathSerializer: serializePath,
  });
  const request: unknown = client.request;
  return ({ method, path, fetch }, { params, body, headers, signal, parseAs }) =>
    // Only what is named here reaches openapi-fetch: a caller cannot replace `fetch` or `redirect`.
    (request as UntypedRequest)(method, path, {
      // The serializer below runs only where there is a `path`.
      params: { ...params, path: params?.path ?? {} },
      redirect: "manual",
      fetch,
      ...(body !== undefined && { body }),
      ...(headers !== undefined && { headers }),
      ...(signal !== undefined && { signal }),
      ...(parseAs !== undefined && { parseAs }),
    });
}

type UntypedRequest = (method: string, path: string, init: object) => Promise<UntypedResult>;

/**
 * openapi-fetch leaves a missing parameter in braces, and URL parsers fold `.` and `..` away: either
 * would call, and sign, another operation than the one meant.
 */
function serializePath(path: string, params: Record<string, unknown>): string {
  for (const [, raw = ""] of path.matchAll(/\{([^{}]+)\}/g)) {
    const name = raw.replace(/^[.;]|\*$/g, "");
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || ["", ".", ".."].includes(String(one))) {
        throw new CountersignError(
          "request_invalid",
          `The path parameter \`${name}\` must be given, and not as an empty text, "." or "..".`,
        );
      }
    }
  }
  return defaultPathSerializer(path, params);
}
