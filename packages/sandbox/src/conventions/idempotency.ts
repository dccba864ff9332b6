import { createHash } from "node:crypto";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { refusalStatus } from "../refusals/documented-refusal.ts";

/** What an operation does with an idempotency key: `x-countersign-idempotency`. */
export interface IdempotencyRule {
  /** The header's name, as declared. */
  readonly header: string;
  /** How long a key is known after its first use. */
  readonly keptForMs: number;
  /** Whether a repeated request is refused, instead of getting the first response again. */
  readonly isRepeatRefused: boolean;
}

/** A request with an idempotency key. */
export interface KeyedRequest {
  readonly account: string;
  readonly key: string;
  readonly rule: IdempotencyRule;
  readonly operation: Pick<Operation, "responses">;
  readonly request: IncomingRequest;
}

/** Remembers the first response for each idempotency key. */
export interface IdempotencyKeys {
  /**
   * Returns the first response for a key, which `produce` makes unless it was made before. A request with the key of one
   * that has no response yet waits for it.
   *
   * @throws Refusal if the key was used for another request, or keys cannot be used again.
   */
  once(keyed: KeyedRequest, produce: () => Promise<SandboxResponse>): Promise<SandboxResponse>;
}

interface Use {
  readonly fingerprint: string;
  readonly forgottenAt: number;
  readonly response: Promise<SandboxResponse>;
}

/** Methods whose requests need a key, because they are not idempotent by themselves (RFC 9110, section 9.2.2). */
const KEYED_METHODS = ["post", "patch"];

/** Returns the rule of an operation, or undefined if it has no idempotency key or ignores it. */
export function idempotencyRule({ method, parameters }: Operation): IdempotencyRule | undefined {
  const word = "x-countersign-idempotency";
  const parameter = parameters.find(({ declaration }) => declaration.at(word).exists);
  if (parameter === undefined || !KEYED_METHODS.includes(method)) return undefined;
  const declared = parameter.declaration.at(word);
  const seconds = declared.at("keptFor").value;
  return {
    header: parameter.name,
    keptForMs: typeof seconds === "number" ? seconds * 1000 : Number.POSITIVE_INFINITY,
    isRepeatRefused: declared.at("repeated").value === "refused",
  };
}

/** Creates an empty memory of keys. */
export function createIdempotencyKeys(now: () => number): IdempotencyKeys {
  const uses = new Map<string, Use>();
  return {
    async once({ account, key, rule, operation, request }, produce) {
      const name = JSON.stringify([account, key]);
      const fingerprint = fingerprintOf(request);
      const first = uses.get(name);
      if (first === undefined || first.forgottenAt <= now()) {
        const response = produce();
        uses.set(name, { fingerprint, response, forgottenAt: now() + rule.keptForMs });
        return response;
      }
      if (first.fingerprint !== fingerprint) {
        throw reused(operation, `${rule.header} was already used for another request.`);
      }
      if (rule.isRepeatRefused) throw reused(operation, `${rule.header} was already used.`);
      return first.response;
    },
  };
}

/** Returns what must not change between requests with one key: method, path, query and body. */
function fingerprintOf({ method, target, headers, body }: IncomingRequest): string {
  const boundary = /boundary="?([^";]+)/i.exec(headers["content-type"] ?? "")?.[1];
  // Each attempt may separate the parts of a form by another boundary.
  const text = Buffer.from(body).toString("latin1");
  const content = boundary === undefined ? text : text.replaceAll(boundary, "");
  return createHash("sha256").update(`${method} ${target}\n${content}`).digest("hex");
}

function reused({ responses }: Pick<Operation, "responses">, problem: string): Refusal {
  const kind = "reused-idempotency-key";
  const documented = [409, 422].find((status) => responses.at(String(status)).exists);
  const status = refusalStatus(responses, kind) ?? documented ?? 400;
  return new Refusal({ status, code: "idempotency_key", kind, message: `The key in ${problem}` });
}
