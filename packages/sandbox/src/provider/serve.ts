import type { Caller } from "../authentication/identify.ts";
import { idempotencyRule } from "../conventions/idempotency.ts";
import { withAskedKeys } from "../conventions/inflection.ts";
import { withRequestId } from "../conventions/request-id.ts";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { withHeaders } from "../exchange/with-headers.ts";
import type { Fault } from "../faults/fault.ts";
import { suffer } from "../faults/suffer.ts";
import type { Operation } from "../operations/read-operations.ts";
import { toErrorResponse } from "../refusals/to-error-response.ts";
import type { Provider } from "./create-provider.ts";
import { admit, respond } from "./respond.ts";

/** Statuses that are decided before the idempotency key is looked at, so that a retry with it is carried out. */
const NEVER_KEPT: readonly unknown[] = [401, 429];

/** A request for an operation. */
export interface ServedRequest {
  readonly request: IncomingRequest;
  /** Path below the provider's base URL. */
  readonly path: string;
  /** What goes wrong with it; undefined if nothing does. */
  readonly fault: Fault | undefined;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
}

/**
 * Responds to a request for an operation, as its provider's conventions say: checks credentials, counts the request, and
 * gives a repeated idempotency key its first response. Every response has a request ID and the keys that were asked for.
 */
export async function serve(
  provider: Provider,
  operation: Operation,
  { request, path, fault, gone }: ServedRequest,
): Promise<SandboxResponse> {
  const { rateLimit, idempotencyKeys, ids } = provider.conventions;
  const { document } = provider;
  const finish = (response: SandboxResponse) =>
    withAskedKeys(withRequestId(response, operation.responses, ids), operation, request);
  const refuse = (error: unknown) => finish(toErrorResponse(error, { document, operation }));
  const rule = idempotencyKeys && idempotencyRule(operation);
  const key = rule && headerOf(request, rule.header);
  const isKeptFault = key !== undefined && !NEVER_KEPT.includes(fault?.status);
  const proceed = async (caller: Caller): Promise<SandboxResponse> => {
    try {
      if (fault && isKeptFault) await suffer(fault, gone);
      return finish(await respond(provider, operation, { request, path, caller }));
    } catch (error) {
      return refuse(error);
    }
  };

  let counted: Readonly<Record<string, string>> = {};
  try {
    if (fault && !isKeptFault) await suffer(fault, gone);
    const caller = admit(provider, operation, request);
    const { account } = caller;
    const status = rateLimit?.count(account);
    counted = status?.headers ?? {};
    if (status?.refusal) throw status.refusal;
    const response =
      rule && key !== undefined
        ? await idempotencyKeys.once({ account, key, rule, operation, request }, () =>
            proceed(caller),
          )
        : await proceed(caller);
    return withHeaders(response, counted);
  } catch (error) {
    return withHeaders(refuse(error), counted);
  }
}

function headerOf({ headers }: IncomingRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === "string" ? value : undefined;
}
