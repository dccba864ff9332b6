import { SandboxError } from "../errors/sandbox-error.ts";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { API_PATH } from "../exchange/own-path.ts";
import { Refusal } from "../exchange/refusal.ts";
import { successResponse } from "../operations/success-response.ts";
import { createProvider } from "../provider/create-provider.ts";
import { pathParameters } from "../provider/request-values.ts";
import { definedHeaders, invalid, missingBody } from "../provider/respond.ts";
import { toProblemResponse } from "../refusals/to-problem-response.ts";
import { decodeBody } from "../validation/decode-body.ts";
import { controlDocument } from "./control-document.ts";
import { createHandlers } from "./create-handlers.ts";
import type { Services } from "./services.ts";

/** Statuses of errors that are not the request's form. */
const STATUSES: Readonly<Partial<Record<string, number>>> = { invalid_outcome: 409 };

/**
 * Creates the control API. Its document routes and validates requests, as a provider's does, so that it has no operation
 * that the document does not describe.
 */
export function createControl(services: Services): (request: Request) => Promise<Response> {
  const api = createProvider("The control API", controlDocument);
  const handlers = createHandlers(services);

  const respond = async (request: Request): Promise<Response> => {
    const { pathname, search: query } = new URL(request.url);
    const incoming = await toIncoming(request);
    const path = pathname.slice(API_PATH.length);
    const operation = api.route(incoming.method, path, query);
    const body = operation.requestBody && (await decodeBody(operation.requestBody, incoming));
    const headers = definedHeaders(incoming.headers);
    const details = [
      ...missingBody(operation, incoming),
      ...api.validate(operation, { path, query, headers, body }),
    ];
    if (details.length > 0) throw invalid(operation, details);
    const handle = handlers[operation.id];
    if (handle === undefined) throw new Error(`${operation.id} has no handler`);
    const value = await handle({
      path: pathParameters(operation, path),
      query: new URLSearchParams(query),
      body: body?.value ?? {},
    });
    const status = successResponse(operation)?.status ?? 200;
    return value === undefined ? new Response(null, { status }) : Response.json(value, { status });
  };

  return async (request) => {
    try {
      return await respond(request);
    } catch (error) {
      const { status, headers, body } = toProblemResponse(asRefusal(error));
      return new Response(body, { status, headers });
    }
  };
}

async function toIncoming(request: Request): Promise<IncomingRequest> {
  const { method, url, headers } = request;
  const body = new Uint8Array(await request.arrayBuffer());
  return { method, target: url, headers: Object.fromEntries(headers), body };
}

/** An error of the sandbox is one of the request here: it names what the sandbox does not have. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof SandboxError)) return error;
  const { code, message } = error;
  return new Refusal({ status: STATUSES[code] ?? 400, code, message });
}
