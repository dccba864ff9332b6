import { explainRequest } from "../authentication/explain-request.ts";
import type { SignatureExplanation } from "../authentication/explain-signature.ts";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { Refusal } from "../exchange/refusal.ts";
import { splitTarget } from "../exchange/split-target.ts";
import type { FindMount } from "./mount-providers.ts";
import { callerOf } from "./respond.ts";

/** Explains the signatures of a request; an empty list if it is for no operation, or for one that needs none. */
export function explainExchange(
  findMount: FindMount,
  request: IncomingRequest,
): readonly SignatureExplanation[] {
  try {
    const { path: whole, query } = splitTarget(request.target);
    const { provider, path } = findMount(whole);
    const operation = provider.route(request.method, path, query);
    const { credentials } = callerOf(provider, operation, request);
    return explainRequest(operation, request, { ...provider, credentials });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
