import type { CallInfo } from "./call-info.ts";
import { safeCause } from "./safe-cause.ts";

/** Machine-readable error code. A new code is a minor release; a renamed or removed one is a major release. */
export type CountersignErrorCode =
  | "configuration_invalid"
  | "credential_missing"
  | "credential_invalid"
  | "request_invalid"
  | "redirect_refused"
  | "http_error"
  | "connection_failed"
  | "timeout"
  | "aborted"
  | "response_invalid"
  | "integer_unsafe"
  | "response_too_large"
  | "pagination_invalid"
  | "webhook_invalid";

/** Base class of every error that a client throws. Messages never contain a credential, a signature or a body. */
export class CountersignError extends Error {
  override readonly name: string = "CountersignError";
  /** Machine-readable error code. */
  readonly code: CountersignErrorCode;

  constructor(code: CountersignErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Returns an error as it is if it is a CountersignError, or else as the cause of one. */
export function toCountersignError(error: unknown, code: CountersignErrorCode): CountersignError {
  if (error instanceof CountersignError) return error;
  return new CountersignError(code, "The input cannot be used; see `cause`.", { cause: error });
}

/** A credential is missing or cannot be used. The attempt was not sent. */
export class CredentialError extends CountersignError {
  override readonly name: string = "CredentialError";
  /** Name of the client option. */
  readonly option: string;

  constructor(
    code: "credential_missing" | "credential_invalid",
    details: { message: string; option: string; cause?: unknown },
  ) {
    super(code, details.message, { cause: details.cause });
    this.option = details.option;
  }
}

/** An error that belongs to a call. */
abstract class CallError extends CountersignError {
  /** The call, without parameter values. */
  readonly call: CallInfo;

  constructor(call: CallInfo, code: CountersignErrorCode, problem: string, cause?: unknown) {
    super(code, `${call.provider}: ${call.method} ${call.path} ${problem}`, { cause });
    this.call = call;
  }
}

/**
 * A redirect was not followed, because that would have forwarded the signature, the API keys and the body.
 * The redirect's target received nothing.
 */
export class RedirectError extends CallError {
  override readonly name: string = "RedirectError";
  /** HTTP status; 0 in browsers, which hide it. */
  readonly status: number;

  constructor(call: CallInfo, status: number, origin: string | undefined) {
    const target = origin === undefined ? "" : ` to ${origin}`;
    const problem = `returned a redirect${target}, which was not followed; check the base URL.`;
    super(call, "redirect_refused", problem);
    this.status = status;
  }
}

/**
 * A response with a non-2xx status. To type its body, use the method's `isError` and the status:
 * `client.approveInquiry.isError(error) && error.status === 404`.
 */
export class HttpError<Body = unknown, Status extends number = number> extends CallError {
  // Types only: without it, `instanceof` narrows a generic class to `HttpError<any>`.
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is HttpError;
  override readonly name: string = "HttpError";
  /** HTTP status. */
  readonly status: Status;
  /** The provider's request ID, to quote to its support; undefined if it sends none. */
  readonly requestId: string | undefined;
  // Private, so that logging the error does not log personal data.
  readonly #body: Body;
  readonly #response: Response;

  constructor(call: CallInfo, { body, response }: { body: Body; response: Response }) {
    const { status } = response;
    const requestId = requestIdOf(response.headers);
    const suffix = requestId === undefined ? "" : ` (request ${requestId})`;
    super(call, "http_error", `returned status ${status}${suffix}.`);
    // The types of a status and its body describe a response together; `isError` of a method is what relates them.
    this.status = status as Status;
    this.requestId = requestId;
    this.#body = body;
    this.#response = response;
  }

  /** The body: parsed if it is JSON, otherwise a string; undefined if it is empty. */
  get body(): Body {
    return this.#body;
  }

  /** The response. Its body has already been read. */
  get response(): Response {
    return this.#response;
  }
}

/**
 * The connection failed before the response was complete. The provider may have processed the request. `cause` has name,
 * code and the first words of the error that `fetch` threw; it is that error with the client's option `exposeCause`.
 */
export class ConnectionError extends CallError {
  override readonly name: string = "ConnectionError";

  constructor(call: CallInfo, error: unknown, exposeCause = false) {
    const problem = "failed: could not connect, or lost the connection.";
    const cause = exposeCause ? error : safeCause(error);
    super(call, "connection_failed", problem, cause);
  }
}

/** The response was not complete in time. The provider may have processed the request. */
export class TimeoutError extends CallError {
  override readonly name: string = "TimeoutError";
  /** The limit that was exceeded: of one attempt, of the whole call, or of the silence of an event stream. */
  readonly limit: "attempt" | "overall" | "idle";

  /** @param cause - Why the last attempt failed, if the limit leaves no time for another. */
  constructor(call: CallInfo, limit: TimeoutError["limit"], cause?: unknown) {
    super(call, "timeout", `exceeded \`timeout.${limit}Ms\`.`, cause);
    this.limit = limit;
  }
}

/** The caller's signal aborted the call. `cause` is the signal's reason. */
export class AbortError extends CallError {
  override readonly name: string = "AbortError";

  constructor(call: CallInfo, cause: unknown) {
    super(call, "aborted", "was aborted by the caller.", cause);
  }
}

/**
 * A 2xx response whose body cannot be parsed, as JSON or as server-sent events; with the code `integer_unsafe`, one of
 * whose integers a JavaScript number cannot hold; with `response_too_large`, any response whose body is too large.
 */
export class ResponseError extends CallError {
  override readonly name: string = "ResponseError";
  readonly status: number;
  readonly requestId: string | undefined;

  /** @param found - What cannot be read. */
  constructor(
    call: CallInfo,
    { status, headers }: Response,
    found = "a body that is not JSON",
    code: "response_invalid" | "integer_unsafe" | "response_too_large" = "response_invalid",
  ) {
    const [type] = /^[^;\s]+/.exec(headers.get("content-type") ?? "") ?? ["no media type"];
    const text = code === "response_too_large" ? "" : '"text"` or `';
    const problem = `returned ${found} (${type}). To read it as it is, pass \`parseAs: ${text}"stream"\`.`;
    // The parser's own error quotes the body.
    const cause = new SyntaxError(found);
    super(call, code, problem, cause);
    this.status = status;
    this.requestId = requestIdOf(headers);
  }
}

/** Returns the provider's request ID, from the headers that providers use for it. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get("request-id") ?? headers.get("x-request-id") ?? undefined;
}

/** Why a webhook delivery was rejected. */
export type WebhookReason =
  | "header_missing"
  | "header_malformed"
  | "field_missing"
  | "field_malformed"
  | "timestamp_stale"
  | "timestamp_in_future"
  | "signature_mismatch"
  | "body_not_json"
  | "body_malformed"
  | "replayed";

/** A webhook delivery was rejected. The message contains neither the secret nor the body. */
export class WebhookError extends CountersignError {
  override readonly name: string = "WebhookError";
  readonly reason: WebhookReason;

  /** @param where - A header, or a JSON pointer into the body. */
  constructor(reason: WebhookReason, where?: string) {
    const location = where === undefined ? "" : ` (${where})`;
    super(
      "webhook_invalid",
      `The delivery was rejected: ${reason.replaceAll("_", " ")}${location}.`,
    );
    this.reason = reason;
  }
}
