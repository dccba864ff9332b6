import type { IncomingMessage, RequestListener } from "node:http";
import type { Breakage } from "../exchange/breakage.ts";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { isOwnTarget, OWN_PATH } from "../exchange/own-path.ts";
import type { SandboxExchange } from "../exchange/sandbox-exchange.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { splitTarget } from "../exchange/split-target.ts";
import type { FaultList } from "../faults/fault-list.ts";
import { broken } from "../faults/suffer.ts";
import type { FindMount } from "../provider/mount-providers.ts";
import { serve } from "../provider/serve.ts";
import { toErrorResponse } from "../refusals/to-error-response.ts";
import { toProblemResponse } from "../refusals/to-problem-response.ts";
import { allowLoopbackOrigin } from "./cors.ts";
import type { Guard } from "./guard.ts";
import { handOver, type ServeOwn } from "./hand-over.ts";
import { bodyTooLarge, discardRest, readBody } from "./read-body.ts";
import { write } from "./write-response.ts";

/** Options of the listener. */
export interface ListenerOptions {
  readonly findMount: FindMount;
  readonly faults: FaultList;
  readonly guard: Guard;
  /** Whether pages of this machine may call it. */
  readonly cors: boolean;
  readonly serveOwn: ServeOwn;
  /** Whether `/` belongs to no provider, and leads browsers to the console. */
  readonly hasFrontPage: boolean;
  readonly onRequest: ((exchange: SandboxExchange) => void) | undefined;
  /** Returns the time in milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** A response, with its provider and operation as far as they could be determined. */
interface Outcome {
  readonly response: SandboxResponse;
  readonly provider: string | undefined;
  readonly operationId: string | undefined;
}

/** Creates the listener that serves the mounted providers, and the sandbox's own addresses. */
export function createListener(options: ListenerOptions): RequestListener {
  return async (message, response) => {
    const isOwn = isOwnTarget(message.url ?? "");
    // Pages of other origins never read the sandbox's own addresses.
    if (!isOwn && options.cors && allowLoopbackOrigin(message, response)) return;
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      if (isOwn) {
        options.guard.checkHost(message);
        options.guard.checkOrigin(message);
        await handOver(message, response, { serve: options.serveOwn, gone: gone.signal });
      } else if (options.hasFrontPage && wantsPage(message)) {
        options.guard.checkHost(message);
        response.writeHead(302, { location: `${OWN_PATH}/`, "x-sandbox": "countersign" }).end();
      } else write(response, await exchange(message, options, gone.signal));
    } catch (error) {
      write(response, isOwn ? toProblemResponse(error) : toErrorResponse(error));
    }
    if (!message.complete) discardRest(message);
  };
}

/** Whether a browser opens the sandbox's URL. */
function wantsPage({ method, url, headers }: IncomingMessage): boolean {
  return method === "GET" && url === "/" && (headers.accept ?? "").includes("text/html");
}

async function exchange(
  message: IncomingMessage,
  options: ListenerOptions,
  gone: AbortSignal,
): Promise<SandboxResponse> {
  const receivedAt = options.now();
  const startedAt = performance.now();
  const body = await readBody(message);
  const { method = "", url: target = "", headers } = message;
  const request = { method, target, headers, body: body ?? new Uint8Array() };
  const { response, ...found } =
    body === undefined ? tooLarge() : await findOutcome(request, options, gone);
  // Before the response is sent, so that the observer has run by the time the client receives it.
  options.onRequest?.({
    ...request,
    ...found,
    status: response.status,
    reason: response.reason,
    details: response.details ?? [],
    responseHeaders: response.headers,
    responseBody: response.body,
    breakage: response.breakage,
    receivedAt,
    durationMs: performance.now() - startedAt,
  });
  return response;
}

async function findOutcome(
  request: IncomingRequest,
  { findMount, faults, guard }: ListenerOptions,
  gone: AbortSignal,
): Promise<Outcome> {
  let found: Omit<Outcome, "response"> = { provider: undefined, operationId: undefined };
  let breakage: Breakage | undefined;
  try {
    guard.checkHost(request);
    const target = splitTarget(request.target);
    const { provider, path } = findMount(target.path);
    found = { provider: provider.name, operationId: undefined };
    const operation = provider.route(request.method, path, target.query);
    found = { provider: provider.name, operationId: operation.id };
    const fault = faults.of(provider.name, operation.id, request);
    breakage = fault?.breakage;
    const response = await serve(provider, operation, { request, path, fault, gone });
    return { ...found, response: broken(response, breakage) };
  } catch (error) {
    return { ...found, response: broken(toErrorResponse(error), breakage) };
  }
}

function tooLarge(): Outcome {
  return { response: toErrorResponse(bodyTooLarge()), provider: undefined, operationId: undefined };
}
