import { startSandbox } from "@countersign/sandbox";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { createQashClient } from "countersign/qash";
import { expect, it, onTestFinished } from "vitest";
import { tracingHooks } from "../opentelemetry/tracing-hooks.ts";

function tracing() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const hooks = tracingHooks(provider.getTracer("test"));
  const spans = () =>
    exporter.getFinishedSpans().map(({ name, attributes, status, events }) => ({
      name,
      attributes,
      status: status.code,
      events: events.map((event) => event.name),
    }));
  return { hooks, spans };
}

const body = {
  userId: "03384ada-a9c5-4c2e-a1bd-a13629ba060c",
  firstName: "Juan",
  lastName: "Pérez",
  email: "j@example.com",
};

it("records a span for each call, without personal data", async () => {
  const sandbox = await startSandbox({ stateless: true });
  onTestFinished(() => sandbox.close());
  const { hooks, spans } = tracing();
  const qash = createQashClient({ ...sandbox.connection<QashConnection>("qash"), hooks });
  await qash.startPartnerKyc({ body });
  await qash.startPartnerKyc({ body: { ...body, email: "no address" } }).catch(() => undefined);
  const attributes = {
    "countersign.provider": "qash",
    "countersign.operation": "startPartnerKyc",
    "http.request.method": "POST",
    "url.template": "/api/v1/partner/kyc",
    "http.request.resend_count": 0,
  };
  expect(spans()).toEqual([
    {
      name: "POST /api/v1/partner/kyc",
      attributes: { ...attributes, "http.response.status_code": 200 },
      status: 0,
      events: [],
    },
    {
      name: "POST /api/v1/partner/kyc",
      attributes: { ...attributes, "http.response.status_code": 400, "error.type": "400" },
      status: 2,
      events: [],
    },
  ]);
  expect(JSON.stringify(spans())).not.toMatch(/Juan|sandbox-qash/);
});

it("records retries, and calls without a response", async () => {
  const { hooks, spans } = tracing();
  const qash = createQashClient({
    apiKey: "k",
    apiSecret: "s",
    baseUrl: "http://127.0.0.1:1",
    retry: { minDelayMs: 1, maxDelayMs: 1 },
    hooks,
  });
  const call = qash.getPartnerUser({ params: { path: { userId: body.userId } } });
  await expect(call).rejects.toMatchObject({ code: "connection_failed" });
  expect(spans()).toMatchObject([
    {
      attributes: { "error.type": "connection_failed", "http.request.resend_count": 2 },
      events: ["retry", "retry"],
    },
  ]);
});

interface QashConnection {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}
