import { splitTarget } from "./split-target.ts";

/** Path below which the sandbox's own addresses are, whatever else it serves. */
export const OWN_PATH = "/_sandbox";

/** Whether a request target is one of the sandbox's own addresses rather than a provider's. */
export function isOwnTarget(target: string): boolean {
  const { path } = splitTarget(target);
  return path === OWN_PATH || path.startsWith(`${OWN_PATH}/`);
}
