import { type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { CallInfo, Hooks } from "countersign";

/**
 * Returns hooks that record a span for each call, with an event for each retry. Attributes follow OpenTelemetry's
 * semantic conventions for HTTP where there is one.
 *
 * Give each client its own hooks, because call IDs are unique only within a client.
 */
export function tracingHooks(tracer: Tracer): Hooks {
  const spans = new Map<number, Span>();
  return {
    onRequest(event) {
      if (event.attempt === 1 && !spans.has(event.callId)) {
        spans.set(event.callId, startSpan(tracer, event));
      }
    },
    onResponse({ callId, requestId }) {
      if (requestId !== undefined)
        spans.get(callId)?.setAttribute("countersign.request_id", requestId);
    },
    onRetry({ callId, attempt, status, delayMs }) {
      spans.get(callId)?.addEvent("retry", {
        "http.request.resend_count": attempt,
        "countersign.delay_ms": delayMs,
        ...(status !== undefined && { "http.response.status_code": status }),
      });
    },
    onEnd({ callId, attempts, status, error }) {
      const span = spans.get(callId);
      if (span === undefined) return;
      spans.delete(callId);
      span.setAttribute("http.request.resend_count", Math.max(0, attempts - 1));
      if (status !== undefined) span.setAttribute("http.response.status_code", status);
      const failure = error ?? (status !== undefined && status >= 400 ? String(status) : undefined);
      if (failure !== undefined) {
        span.setAttribute("error.type", failure);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

function startSpan(tracer: Tracer, { provider, operationId, method, path }: CallInfo): Span {
  return tracer.startSpan(`${method} ${path}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      "countersign.provider": provider,
      "countersign.operation": operationId,
      "http.request.method": method,
      "url.template": path,
    },
  });
}
