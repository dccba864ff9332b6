import type { CallInfo } from "./call-info.ts";

/** What went wrong, for programs. Stable: adding a code is minor, renaming or removing one is major. */
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
  | "pagination_invalid"
  | "webhook_invalid";

/**
 * The base of every error that a client throws itself. Its message never holds a credential, a
 * signature or a body.
 */
export class CountersignError extends Error {
  override readonly name: string = "CountersignError";
  /** What went wrong, for programs. */
  readonly code: CountersignErrorCode;

  constructor(code: CountersignErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A credential that is missing or cannot be used. The attempt has not been sent. */
export class CredentialError extends CountersignError {
  override readonly name: string = "CredentialError";
  /** Name of the client's option. */
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
  /** The call, without the values of its parameters. */
  readonly call: CallInfo;

  constructor(
    call: CallInfo,
    { code, text, cause }: { code: CountersignErrorCode; text: string; cause?: unknown },
  ) {
    super(code, `${call.method} ${call.path} of ${call.provider} ${text}`, { cause });
    this.call = call;
  }
}

/**
 * A redirect that was not followed: fetch would have carried signature, API keys and body along. The
 * other host received nothing.
 */
export class RedirectError extends CallError {
  override readonly name: string = "RedirectError";
  /** HTTP status of the answer; 0 in browsers, which hide it. */
  readonly status: number;

  constructor(call: CallInfo, status: number, origin: string | undefined) {
    const target = origin === undefined ? "" : ` to ${origin}`;
    const text = `was answered with a redirect${target}, which is not followed; check the base URL.`;
    super(call, { code: "redirect_refused", text });
    this.status = status;
  }
}

/**
 * An answer other than 2xx. To have its body typed, ask the method that threw it:
 * `client.approveInquiry.isError(error)`.
 */
export class HttpError<Body = unknown> extends CallError {
  // For the compiler alone: without it, `instanceof` makes the body of a class with a parameter `any`.
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is HttpError;
  override readonly name: string = "HttpError";
  /** HTTP status. */
  readonly status: number;
  /** The provider's id of the request, to give to its support; undefined where it sends none. */
  readonly requestId: string | undefined;
  // Private, so that logging the error does not log what the provider says about a person.
  readonly #body: Body;
  readonly #response: Response;

  constructor(call: CallInfo, { body, response }: { body: Body; response: Response }) {
    const { status } = response;
    const requestId = requestIdOf(response.headers);
    const suffix = requestId === undefined ? "" : ` (request ${requestId})`;
    super(call, { code: "http_error", text: `was answered with status ${status}${suffix}.` });
    this.status = status;
    this.requestId = requestId;
    this.#body = body;
    this.#response = response;
  }

  /** The parsed body: JSON where it is JSON, else text; undefined where it is empty. */
  get body(): Body {
    return this.#body;
  }

  /** The answer. Its body has been read. */
  get response(): Response {
    return this.#response;
  }
}

/** No answer, or one that broke off. The request may or may not have been carried out. */
export class ConnectionError extends CallError {
  override readonly name: string = "ConnectionError";

  constructor(call: CallInfo, cause: unknown) {
    const text = "failed: the connection could not be made or broke off.";
    scrub(cause);
    super(call, { code: "connection_failed", text, cause });
  }
}

/**
 * Removes from a platform's error, and from those that caused it, what quotes the request or the answer: Bun
 * and Deno name the URL, which may tell a person or a key, and undici keeps the bytes that it cannot parse.
 */
function scrub(cause: unknown): void {
  for (let error = cause, depth = 0; error instanceof Error && depth < 9; depth += 1) {
    const { message, stack } = error;
    const text = message.replace(/\bhttps?:\S+/gi, "[url]");
    // Not by assignment, which throws for an error that is frozen.
    Reflect.set(error, "message", text);
    Reflect.set(
      error,
      "stack",
      stack?.replace(message, () => text),
    );
    for (const key of ["data", "path"]) Reflect.deleteProperty(error, key);
    error = error.cause;
  }
}

/** No complete answer in time. The request may or may not have been carried out. */
export class TimeoutError extends CallError {
  override readonly name: string = "TimeoutError";
  /** Which limit it was: that of an attempt, or that of the whole call. */
  readonly limit: "attempt" | "overall";

  /** @param cause - What the last attempt failed for, where a limit forbids another. */
  constructor(call: CallInfo, limit: "attempt" | "overall", cause?: unknown) {
    super(call, {
      code: "timeout",
      text: `took longer than \`timeout.${limit}Ms\` allows.`,
      cause,
    });
    this.limit = limit;
  }
}

/** The caller's signal aborted the call. `cause` is the signal's reason. */
export class AbortError extends CallError {
  override readonly name: string = "AbortError";

  constructor(call: CallInfo, cause: unknown) {
    super(call, { code: "aborted", text: "was aborted by the caller.", cause });
  }
}

/** A 2xx answer whose body is not what it should be: JSON that cannot be parsed. */
export class ResponseError extends CallError {
  override readonly name: string = "ResponseError";
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(call: CallInfo, { status, headers }: Response) {
    const type = headers.get("content-type") ?? "no media type";
    // Not the parser's own error: its message quotes the body.
    const cause = new SyntaxError("not JSON");
    const text = `was answered with a body that is not JSON (${type}).`;
    super(call, { code: "response_invalid", text, cause });
    this.status = status;
    this.requestId = requestIdOf(headers);
  }
}

/** Returns the provider's id of a request, from the headers that providers use for it. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get("request-id") ?? headers.get("x-request-id") ?? undefined;
}

/** Why a webhook delivery was not accepted. */
export type WebhookReason =
  | "header_missing"
  | "header_malformed"
  | "timestamp_stale"
  | "timestamp_in_future"
  | "signature_mismatch"
  | "body_not_json"
  | "replayed";

/** A webhook delivery that was not accepted. Its message holds neither secret nor body. */
export class WebhookError extends CountersignError {
  override readonly name: string = "WebhookError";
  readonly reason: WebhookReason;

  constructor(reason: WebhookReason, header?: string) {
    const location = header === undefined ? "" : ` (${header})`;
    super(
      "webhook_invalid",
      `The delivery was refused: ${reason.replaceAll("_", " ")}${location}.`,
    );
    this.reason = reason;
  }
}
