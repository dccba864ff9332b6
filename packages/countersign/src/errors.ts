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

/** A credential that is missing or cannot be used. Nothing has been sent. */
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

/** The call that an error belongs to. */
export interface FailedCall {
  /** Name of the provider. */
  readonly provider: string;
  readonly operationId: string;
  readonly method: string;
  /** Path template, without the values of its parameters. */
  readonly path: string;
  /** Attempts made, the first included; 0 where nothing was sent. */
  readonly attempts: number;
}

/**
 * A redirect that was not followed: fetch would have carried signature, API keys and body along. The
 * other host received nothing.
 */
export class RedirectError extends CountersignError {
  override readonly name: string = "RedirectError";
  readonly call: FailedCall;
  /** HTTP status of the answer; 0 in browsers, which hide it. */
  readonly status: number;

  constructor(call: FailedCall, details: { status: number; origin: string | undefined }) {
    const target = details.origin === undefined ? "" : ` to ${details.origin}`;
    super(
      "redirect_refused",
      `${describe(call)} was answered with a redirect${target}, which is not followed: ` +
        "credentials and body would go along. Check the base URL.",
    );
    this.call = call;
    this.status = details.status;
  }
}

/**
 * An answer other than 2xx. To have its body typed, ask the method that threw it:
 * `client.approveInquiry.isError(error)`.
 */
export class HttpError<Body = unknown> extends CountersignError {
  override readonly name: string = "HttpError";
  readonly call: FailedCall;
  /** HTTP status. */
  readonly status: number;
  /** The provider's id of the request, to give to its support; undefined where it sends none. */
  readonly requestId: string | undefined;
  // Private, so that logging the error does not log what the provider says about a person.
  readonly #body: Body;
  readonly #response: Response;

  constructor(call: FailedCall, details: { body: Body; response: Response }) {
    const { status, headers } = details.response;
    const requestId = requestIdOf(headers);
    const suffix = requestId === undefined ? "" : ` (request ${requestId})`;
    super("http_error", `${describe(call)} was answered with status ${status}${suffix}.`);
    this.call = call;
    this.status = status;
    this.requestId = requestId;
    this.#body = details.body;
    this.#response = details.response;
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
export class ConnectionError extends CountersignError {
  override readonly name: string = "ConnectionError";
  readonly call: FailedCall;

  constructor(call: FailedCall, cause: unknown) {
    super(
      "connection_failed",
      `${describe(call)} failed: the connection could not be made or broke off.`,
      {
        cause,
      },
    );
    this.call = call;
  }
}

/** No complete answer in time. The request may or may not have been carried out. */
export class TimeoutError extends CountersignError {
  override readonly name: string = "TimeoutError";
  readonly call: FailedCall;
  /** Which limit it was: that of an attempt, or that of the whole call. */
  readonly limit: "attempt" | "overall";

  constructor(call: FailedCall, limit: "attempt" | "overall") {
    const what =
      limit === "attempt" ? "an attempt (`timeout.attemptMs`)" : "a call (`timeout.overallMs`)";
    super("timeout", `${describe(call)} took longer than the limit for ${what}.`);
    this.call = call;
    this.limit = limit;
  }
}

/** The caller's signal aborted the call. `cause` is the signal's reason. */
export class AbortError extends CountersignError {
  override readonly name: string = "AbortError";
  readonly call: FailedCall;

  constructor(call: FailedCall, cause: unknown) {
    super("aborted", `${describe(call)} was aborted by the caller.`, { cause });
    this.call = call;
  }
}

/** A 2xx answer whose body is not what it should be: JSON that cannot be parsed. */
export class ResponseError extends CountersignError {
  override readonly name: string = "ResponseError";
  readonly call: FailedCall;
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(call: FailedCall, response: Response) {
    const type = response.headers.get("content-type") ?? "no media type";
    super(
      "response_invalid",
      `${describe(call)} was answered with a body that is not JSON (${type}).`,
      {
        // Not the parser's own error: its message quotes the body.
        cause: new SyntaxError("not JSON"),
      },
    );
    this.call = call;
    this.status = response.status;
    this.requestId = requestIdOf(response.headers);
  }
}

function describe({ provider, method, path }: FailedCall): string {
  return `${method} ${path} of ${provider}`;
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

  constructor(reason: WebhookReason, message: string, options?: ErrorOptions) {
    super("webhook_invalid", message, options);
    this.reason = reason;
  }
}
