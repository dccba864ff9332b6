import type { SignatureExplanation } from "../authentication/explain-signature.ts";
import { type ShownBytes, shownBytes } from "../authentication/visible-bytes.ts";
import { explainDelivery } from "../deliveries/explain-delivery.ts";
import type { SandboxDelivery } from "../deliveries/sandbox-delivery.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import type { LoggedExchange } from "../exchange/exchange-log.ts";
import type { Provider } from "../provider/create-provider.ts";
import type { Verification } from "../verifications/verification.ts";
import type { Services } from "./services.ts";

// What the control API shows; `openapi.json` describes each. What is undefined is left out of JSON.

/** Returns a time in RFC 3339. */
export function timeView(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Returns how a provider is called. */
export function connectionView(provider: Provider, baseUrl: string): object {
  const { name, credentials, webhookSecret, events } = provider;
  return {
    provider: name,
    baseUrl,
    credentials: Object.fromEntries(credentials),
    webhookSecret,
    events: [...events.keys()],
  };
}

/** Returns a verification. */
export function verificationView(verification: Verification): object {
  const { provider, account, resource, id, state, isFinal, subject } = verification;
  const { reachable, url, returnUrl, record } = verification;
  return {
    ...{ provider, account, resource, id, state, isFinal, subject, reachable, url, returnUrl },
    record: record.value,
    createdAt: timeView(record.createdAt),
    movedAt: timeView(record.movedAt),
  };
}

/** Returns what a list of requests shows of each. */
export function exchangeSummary(exchange: LoggedExchange): object {
  const { id, receivedAt, durationMs, method, target, provider, operationId } = exchange;
  const { status, reason, breakage } = exchange;
  return {
    ...{ id, receivedAt: timeView(receivedAt), durationMs, method, target, provider },
    ...{ operation: operationId, status, reason, breakage },
  };
}

/** Returns a request with its response. */
export function exchangeView(exchange: LoggedExchange): object {
  const { headers, body, details, responseHeaders, responseBody } = exchange;
  const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const shown: ShownBytes = shownBytes(body);
  return {
    ...exchangeSummary(exchange),
    headers: Object.fromEntries(named),
    ...{ body: shown, problems: details, responseHeaders, responseBody },
  };
}

/** Returns a delivery. */
export function deliveryView(delivery: SandboxDelivery, number: number): object {
  const { provider, event, id, url, receiver, state, nextAttemptAt, headers, body } = delivery;
  const { attempts, isAuthenticated, isResent } = delivery;
  return {
    id: number,
    ...{ provider, event, deliveryId: id, url, receiver, state, nextAttemptAt, headers, body },
    ...{ attempts, status: delivery.status, error: delivery.error },
    ...{ isAuthenticated, isResent },
  };
}

/** Explains the signatures of a delivery. */
export function explainedDelivery(
  { providers, receivers }: Pick<Services, "providers" | "receivers">,
  delivery: SandboxDelivery,
): readonly SignatureExplanation[] {
  const provider = providerNamed(delivery.provider, providers);
  const secrets = receivers.at(provider, delivery.url).secrets();
  return explainDelivery(provider, delivery, secrets);
}
