import openapiFetch, { createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import { CountersignError } from "../errors.ts";
import { assertPlain } from "./assert-plain.ts";
import { nestQuery } from "./nest-query.ts";
import { RequestDraft } from "./request-draft.ts";
import { serializeBody } from "./serialize-body.ts";

// The only module that imports openapi-fetch: it serializes parameters and bodies, and parses answers.

/** How the body of an answer is read. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** A call without types. */
export interface UntypedInit {
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
  };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parseAs?: ParseAs;
}

/** The result of a call without types. */
export interface UntypedResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a transport needs to know of a call besides its input. */
export interface TransportCall {
  readonly baseUrl: string;
  readonly method: string;
  readonly path: string;
  /** Media type of the body, unless it is JSON. */
  readonly requestMediaType: string | undefined;
  readonly parseAs: ParseAs;
  readonly send: (draft: RequestDraft) => Promise<Response>;
}

/** Makes one attempt at a call: serializes it, hands the draft on, and parses the answer. */
export type Transport = (call: TransportCall, init: UntypedInit) => Promise<UntypedResult>;

/** Returns a transport that sends some headers with every request. */
export function createTransport(headers: Readonly<Record<string, string>>): Transport {
  const client = openapiFetch<Record<string, Record<string, never>>>({
    headers,
    // It calls no method of a Request that a draft does not have.
    Request: RequestDraft as unknown as typeof Request,
    pathSerializer: serializePath,
    querySerializer: (query) => serializeQuery(nestQuery(query)),
  });
  const request: unknown = client.request;
  return ({ baseUrl, method, path, requestMediaType, parseAs, send }, init) =>
    // Only what is named here reaches openapi-fetch: a caller cannot replace `fetch` or `redirect`.
    (request as UntypedRequest)(method, path, {
      baseUrl,
      // The serializer below runs only where there is a `path`.
      params: { ...init.params, path: init.params?.path ?? {} },
      fetch: send,
      parseAs: init.parseAs ?? parseAs,
      ...(init.body === undefined
        ? { headers: init.headers }
        : { body: init.body, ...bodyOptions(init, requestMediaType) }),
    });
}

/** openapi-fetch calls every body JSON; a form made by the platform names its own type. */
function bodyOptions({ body, headers }: UntypedInit, mediaType = "application/json"): object {
  const isForm = mediaType === "multipart/form-data" || body instanceof FormData;
  return {
    headers: isForm ? headers : { "Content-Type": mediaType, ...headers },
    bodySerializer: (value: unknown) => serializeBody(value, mediaType),
  };
}

const serializeQuery = createQuerySerializer<Record<string, unknown>>();

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
      assertPlain("path", name, one);
    }
  }
  return defaultPathSerializer(path, params);
}
