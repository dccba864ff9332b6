import { isJson } from "@countersign/spec/openapi";
import { authenticate } from "../authentication/authenticate.ts";
import { type Caller, identify } from "../authentication/identify.ts";
import { queryWithout } from "../authentication/sent-values.ts";
import { withDeclaredKeys } from "../conventions/inflection.ts";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { Refusal, type RefusalDetail } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { refusalStatus } from "../refusals/documented-refusal.ts";
import { decodeBody } from "../validation/decode-body.ts";
import { parseQuery } from "../validation/parse-query.ts";
import type { Provider } from "./create-provider.ts";
import { exampleResponse } from "./example-response.ts";
import { pathParameters } from "./request-values.ts";
import { statefulResponse } from "./stateful-response.ts";

/** A request whose credentials are valid. */
export interface AdmittedRequest {
  readonly request: IncomingRequest;
  /** Path below the provider's base URL. */
  readonly path: string;
  readonly caller: Caller;
}

/** Returns who a request claims to be from. */
export function callerOf(
  provider: Provider,
  operation: Operation,
  request: IncomingRequest,
): Caller {
  return identify(operation.security, request, {
    ...provider,
    accountOfToken: (credential, token) => provider.state()?.tokens.accountOf(credential, token),
  });
}

/**
 * Returns who a request is from.
 *
 * @throws Refusal 401 if the credentials do not satisfy the operation.
 */
export function admit(provider: Provider, operation: Operation, request: IncomingRequest): Caller {
  const caller = callerOf(provider, operation, request);
  const problem = authenticate(operation.security, {
    ...provider,
    credentials: caller.credentials,
    request,
    template: operation.path,
  });
  if (problem === undefined) return caller;
  throw new Refusal({ status: 401, code: "unauthorized", ...problem });
}

/**
 * Responds to a request for an operation, whose credentials are valid: checks parameters and body. The response is what
 * was requested before has it, or the example of an operation on nothing that is kept.
 *
 * @throws Refusal if the provider would refuse the request.
 */
export async function respond(
  provider: Provider,
  operation: Operation,
  { request, path, caller }: AdmittedRequest,
): Promise<SandboxResponse> {
  const state = provider.state();
  const documented = operation.requestBody;
  const decoded = documented && (await decodeBody(documented, request));
  const body = decoded && withDeclaredKeys(decoded, operation);
  const query = `?${queryWithout(request.target, parametersOf(operation))}`;
  const headers = definedHeaders(request.headers);
  const details = [
    ...missingBody(operation, request),
    ...provider.validate(operation, { path, query, headers, body }),
  ];
  if (details.length > 0) throw invalid(operation, details);
  const used = state?.resources.operations.get(operation.id);
  if (state === undefined || used === undefined) return exampleResponse(operation, headers.accept);
  const response = statefulResponse(
    used,
    {
      request,
      path: pathParameters(operation, path),
      query: parseQuery(query, operation.parameters),
      body: body?.value,
      account: caller.account,
      credentials: caller.sent,
    },
    state,
  );
  if (isJson(String(response.headers["content-type"] ?? ""))) {
    provider.assertValidResponse(operation, response.status, JSON.parse(response.body));
  }
  return response;
}

/** Returns the query parameters that signing adds, which are not documented as parameters. */
function parametersOf({ security }: Operation): (string | undefined)[] {
  return security.flat().flatMap((scheme) => {
    if (scheme.kind !== "signature") return [];
    const { timestamp, nonce } = scheme.hmac;
    return [scheme, timestamp?.sentIn, nonce?.sentIn].map((sentIn) => sentIn?.parameter);
  });
}

/** Returns the problem of a request without the body that its operation requires. */
export function missingBody(
  { requestBody }: Operation,
  { body }: IncomingRequest,
): RefusalDetail[] {
  if (!requestBody?.required || body.length > 0) return [];
  return [{ in: "body", path: "", message: "is required" }];
}

/** Returns the refusal of a request with these problems, with the status that the document has for it. */
export function invalid({ id, responses }: Operation, details: readonly RefusalDetail[]): Refusal {
  const status =
    refusalStatus(responses, "invalid-request") ?? (responses.at("422").exists ? 422 : 400);
  const [first] = details;
  const where = [first?.in, first?.path].filter((part) => part !== "").join(" ");
  const others = details.length > 1 ? ` (and ${details.length - 1} more)` : "";
  const message = `Invalid request for ${id}: ${where} ${first?.message}${others}.`;
  return new Refusal({
    status,
    code: "invalid_request",
    kind: "invalid-request",
    message,
    details,
  });
}

/** Returns the headers that a request has. */
export function definedHeaders(
  headers: IncomingRequest["headers"],
): Record<string, string | string[]> {
  const defined: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
