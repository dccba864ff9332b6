import { verifyPersonaWebhook } from "../../src/providers/persona.ts";
import type { VerifyWebhookOptions } from "../../src/webhooks/verify-webhook.ts";

/**
 * Deliveries from the research notes behind the specs: `providers/persona.md` (PE-1, PE-2) and
 * `providers/inklink.md` (#1, #2). Secrets are made up; the signatures were computed there with node:crypto and with
 * openssl, and are copied unchanged.
 */

const S1 = "wbhsec_00000000-fake-4000-8000-000000000001";
const S2 = "wbhsec_00000000-fake-4000-8000-000000000002";

/** PE-1: one secret. */
export const pe1 = {
  secret: S1,
  otherSecret: S2,
  timestamp: 1767323045,
  id: "evt_FAKE0000000000000000000001",
  body: '{"data":{"type":"event","id":"evt_FAKE0000000000000000000001","attributes":{"name":"inquiry.approved","payload":{"data":{"type":"inquiry","id":"inq_FAKE0000000000000000000001","attributes":{"status":"approved","reference-id":"user-42"}},"included":[]},"created-at":"2026-01-02T03:04:05.000Z"}}}',
  headers: {
    "Persona-Signature":
      "t=1767323045,v1=f146e0bf9da911955d9c5533b05cde5b195f31e8f730b1ebe2672bd74ed80c65",
  },
  /** PE-1 signed with the other secret, for the negative test. */
  signedWithOther:
    "t=1767323045,v1=4a8bd965375778c879eb9611cb61e26ae9acd4d19702e96af418d3f867d98afa",
};

/** PE-2: two sets during a rotation, and a non-ASCII body. */
export const pe2 = {
  secrets: [S1, S2],
  timestamp: 1767323106,
  id: "evt_FAKE0000000000000000000002",
  body: '{"data":{"type":"event","id":"evt_FAKE0000000000000000000002","attributes":{"name":"inquiry.completed","payload":{"data":{"type":"inquiry","id":"inq_FAKE0000000000000000000002","attributes":{"status":"completed","reference-id":null,"note":"café"}}},"created-at":"2026-01-02T03:05:06.000Z"}}}',
  headers: {
    "Persona-Signature":
      "t=1767323106,v1=cb07181611da83fa62fb27458541410c09dc5c21690a143630cb182cdfa3018e t=1767323106,v1=412fb9fda19eb5cc8b85ce8dad5abf2d8e022e773178148a0e24aeb4d9072d28",
  },
};

/** Secret of both Inklink deliveries: the 32 bytes `inklink-test-secret-0123456789ab`. */
export const inklinkSecret = "whsec_aW5rbGluay10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI=";

/** Inklink #1. */
export const ink1 = {
  timestamp: 1749652200,
  body: '{"type":"web.result.approved","timestamp":"2025-06-11T14:30:00.000Z","data":{"inquiry_id":"web_iq_xxx","subject_id":"user_123"}}',
  headers: {
    "webhook-id": "wh_evt_test0001",
    "webhook-timestamp": "1749652200",
    "webhook-signature": "v1,0XcJOMFtzmb9QO3lssbEo/uDije3WUdfWXyuZMABMGQ=",
  },
};

/** Inklink #2. */
export const ink2 = {
  timestamp: 1767225600,
  body: '{"type":"kyc.result.rejected","timestamp":"2026-01-01T00:00:00.000Z","data":{"inquiry_id":"kyc_iq_xxx","subject_id":"user_456"}}',
  headers: {
    "webhook-id": "wh_evt_test0002",
    "webhook-timestamp": "1767225600",
    "webhook-signature": "v1,Y/BTx3UUkg1CNXqpI72M/nzYYPFqT05Yz2VfYwAMiHo=",
  },
};

/** Returns a clock that is stopped at a second. */
export function at(seconds: number): () => number {
  return () => seconds * 1000;
}

/** Returns `accepted`, or the class and the reason of the error. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    if (!(error instanceof Error)) return "not an error";
    const detail: unknown = Reflect.get(error, "reason") ?? Reflect.get(error, "code");
    return `${error.constructor.name} ${String(detail)}`;
  }
}

/** Verifies PE-1 with other options or another signature header, and returns the outcome. */
export async function pe1With(
  options: Partial<VerifyWebhookOptions>,
  signature: string = pe1.headers["Persona-Signature"],
): Promise<string> {
  const delivery = { body: pe1.body, headers: { "Persona-Signature": signature } };
  const work = verifyPersonaWebhook(delivery, {
    secret: pe1.secret,
    now: at(pe1.timestamp),
    ...options,
  });
  return outcomeOf(work);
}
