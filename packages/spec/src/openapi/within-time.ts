import { type Context, createContext, Script } from "node:vm";
import { isObject } from "../json/is-object.ts";

const script = new Script("work()");
let context: (Context & { work?: () => unknown }) | undefined;

/**
 * Returns the result of synchronous work, or undefined if it takes longer than `milliseconds`. What is stopped may be
 * a regular expression: documents are untrusted, and a pattern such as `^(a+)+$` takes years for some strings.
 */
export function withinTime<T>(work: () => T, milliseconds: number): T | undefined {
  let result: T | undefined;
  context ??= createContext({});
  context.work = () => {
    result = work();
  };
  try {
    script.runInContext(context, { timeout: milliseconds });
    return result;
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  }
}

/** The error is of the other context, and so no instance of this one's `Error`. */
function isTimeout(error: unknown): boolean {
  return isObject(error) && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
