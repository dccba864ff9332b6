import { SandboxError } from "../errors/sandbox-error.ts";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { Fault, FaultRule } from "./fault.ts";
import { FAULT_SYNTAX, parseFault, problemOf } from "./parse-fault.ts";

/** A fault that is on. */
export interface ListedFault extends FaultRule {
  /** Counts from 1. */
  readonly id: number;
  /** How many requests are left; undefined for all. */
  readonly left: number | undefined;
}

/** The faults of a sandbox. */
export interface FaultList {
  /**
   * Adds a fault, and returns a function that removes it.
   *
   * @throws SandboxError `invalid_fault`.
   */
  add(rule: FaultRule): () => void;
  /** Returns the faults, in the order in which they were added. */
  list(): readonly ListedFault[];
  /** Removes a fault, and returns whether it was on. */
  remove(id: number): boolean;
  /**
   * Returns the fault of a request, and counts it: that in its header `x-sandbox-fault`, or the one that was added first.
   *
   * @throws Refusal 400 for a header that is not a fault.
   */
  of(provider: string, operation: string, request: IncomingRequest): Fault | undefined;
}

/** `operationId`s by provider. */
export type KnownOperations = ReadonlyMap<string, ReadonlySet<string>>;

/** Creates a list of faults that name only what the sandbox serves. */
export function createFaultList(operations: KnownOperations): FaultList {
  const rules = new Map<number, ListedFault>();
  let count = 0;
  return {
    add(rule) {
      const problem = problemOf(rule) ?? unknownName(rule, operations);
      if (problem !== undefined) throw new SandboxError("invalid_fault", problem);
      count += 1;
      const id = count;
      rules.set(id, { ...rule, id, left: rule.times });
      return () => void rules.delete(id);
    },
    list: () => [...rules.values()],
    remove: (id) => rules.delete(id),
    of(provider, operation, { headers }) {
      const header = headers["x-sandbox-fault"];
      if (header !== undefined) return fromHeader(String(header));
      for (const rule of rules.values()) {
        if ((rule.provider ?? provider) !== provider) continue;
        if ((rule.operation ?? operation) !== operation) continue;
        const { id, left } = rule;
        if (left === 1) rules.delete(id);
        else if (left !== undefined) rules.set(id, { ...rule, left: left - 1 });
        return rule;
      }
      return undefined;
    },
  };
}

function fromHeader(header: string): Fault {
  const fault = parseFault(header);
  if (fault !== undefined) return fault;
  const message = `The header x-sandbox-fault must be ${FAULT_SYNTAX}.`;
  throw new Refusal({ status: 400, code: "invalid_fault", message });
}

function unknownName(
  { provider, operation }: FaultRule,
  operations: KnownOperations,
): string | undefined {
  if (provider !== undefined && !operations.has(provider)) {
    return `There is no provider "${provider}". Available: ${[...operations.keys()].join(", ")}.`;
  }
  const inScope = provider === undefined ? [...operations.keys()] : [provider];
  const isKnown = inScope.some((name) => operations.get(name)?.has(operation ?? ""));
  if (operation === undefined || isKnown) return undefined;
  return `${inScope.join(", ")}: there is no operation "${operation}".`;
}
