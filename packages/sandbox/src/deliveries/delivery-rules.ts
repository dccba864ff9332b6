import { SandboxError } from "../errors/sandbox-error.ts";
import { providerNamed } from "../errors/unknown-provider.ts";
import type { SignatureVariant } from "./delivery-headers.ts";
import type { DeliverySource } from "./delivery-source.ts";
import { assertSignable, assertVariant } from "./signing-problem.ts";

/** What is unusual about the deliveries of an event that the sandbox publishes. */
export interface DeliveryRule {
  /** Default: every provider. */
  readonly provider?: string | undefined;
  /** Name of the event. Default: every event. */
  readonly event?: string | undefined;
  /** How many events it is for. Default: all. */
  readonly times?: number | undefined;
  /** How they are authenticated. Default: `valid`. */
  readonly signature?: SignatureVariant | undefined;
  /** Seconds on the sandbox's clock to wait first, while later events overtake them. Default: 0. */
  readonly after?: number | undefined;
  /** How often each is sent again, right after the first. Default: 0. */
  readonly duplicates?: number | undefined;
}

/** The rules of a sandbox. */
export interface DeliveryRules {
  /**
   * Adds a rule, and returns a function that removes it.
   *
   * @throws SandboxError `unknown_provider` or `invalid_delivery`.
   */
  add(rule: DeliveryRule): () => void;
  /** Returns the rule of an event, and counts it: of several, the one that was added first. */
  of(provider: string, event: string): DeliveryRule;
}

/** Creates a list of rules. */
export function createDeliveryRules(providers: readonly DeliverySource[]): DeliveryRules {
  const rules = new Map<DeliveryRule, number>();
  return {
    add(rule) {
      const { provider, signature } = rule;
      assertVariant(signature);
      if (provider !== undefined) assertSignable(providerNamed(provider, providers), signature);
      assertNumber("after", rule.after, Number.isFinite);
      assertNumber("duplicates", rule.duplicates, Number.isInteger);
      assertNumber("times", rule.times, (value) => Number.isInteger(value) && value > 0);
      // A copy, so that one object can be added several times.
      const added = { ...rule };
      rules.set(added, rule.times ?? Number.POSITIVE_INFINITY);
      return () => void rules.delete(added);
    },
    of(provider, event) {
      for (const [rule, left] of rules) {
        if ((rule.provider ?? provider) !== provider || (rule.event ?? event) !== event) continue;
        if (left > 1) rules.set(rule, left - 1);
        else rules.delete(rule);
        return rule;
      }
      return {};
    },
  };
}

/**
 * Checks a number of a delivery.
 *
 * @throws SandboxError `invalid_delivery` if it is given and negative or of another kind.
 */
export function assertNumber(
  name: string,
  value: unknown,
  isKind: (value: number) => boolean,
): void {
  if (value === undefined || (typeof value === "number" && value >= 0 && isKind(value))) return;
  const message = `The \`${name}\` of a delivery must not be ${JSON.stringify(value)}.`;
  throw new SandboxError("invalid_delivery", message);
}
