import { createHash } from "node:crypto";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { refusalStatus } from "../refusals/documented-refusal.ts";
import type { RecordKey, Store } from "../state/store.ts";
import type { Clock } from "../world/clock.ts";

/** What an operation does with an idempotency key: `x-countersign-idempotency`. */
export interface IdempotencyRule {
  /** The header's name, as declared. */
  readonly header: string;
  /** How long a key is known after its first use; undefined if it is never forgotten. */
  readonly keptForMs: number | undefined;
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

/** Name under which keys are kept beside the resources of a document, whose names begin with a letter. */
const RESOURCE = "#idempotency-keys";

/** A request that has no response yet. */
interface Pending {
  readonly fingerprint: string;
  readonly response: Promise<SandboxResponse>;
}

/** The first use of a key, as it is kept. */
interface Use {
  readonly fingerprint: string;
  readonly response: SandboxResponse;
  /** When it is forgotten, in milliseconds since the Unix epoch; absent if never. */
  readonly until?: number;
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
    keptForMs: typeof seconds === "number" ? seconds * 1000 : undefined,
    isRepeatRefused: declared.at("repeated").value === "refused",
  };
}

/** Creates the memory of a provider's keys, which is part of what is kept about it. */
export function createIdempotencyKeys(
  provider: string,
  store: Store,
  { now }: Pick<Clock, "now">,
): IdempotencyKeys {
  const pending = new Map<string, Pending>();
  const useOf = (key: RecordKey): Use | undefined => {
    // Written below, and nowhere else.
    const use = store.get(key)?.value as Use | undefined;
    return (use?.until ?? Number.POSITIVE_INFINITY) > now() ? use : undefined;
  };
  return {
    async once({ account, key: id, rule, operation, request }, produce) {
      const key = { provider, account, resource: RESOURCE, id };
      const name = JSON.stringify([account, id]);
      const fingerprint = fingerprintOf(request);
      const first = pending.get(name) ?? useOf(key);
      if (first !== undefined && first.fingerprint !== fingerprint) {
        throw reused(operation, `${rule.header} was already used for another request.`);
      }
      if (first !== undefined && rule.isRepeatRefused) {
        throw reused(operation, `${rule.header} was already used.`);
      }
      if (first !== undefined) return first.response;
      const time = now();
      try {
        const produced = produce();
        pending.set(name, { fingerprint, response: produced });
        const response = await produced;
        const until = rule.keptForMs === undefined ? {} : { until: time + rule.keptForMs };
        const value = { fingerprint, response, ...until };
        const sequence = store.next();
        store.put({ ...key, value, state: undefined, createdAt: time, movedAt: time, sequence });
        return response;
      } finally {
        pending.delete(name);
      }
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
