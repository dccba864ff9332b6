import { splitTarget } from "./split-target.ts";

/** Path below which the sandbox's own addresses are, whatever else it serves. */
export const OWN_PATH = "/_sandbox";

/** Path below which the control API is. */
export const API_PATH: string = `${OWN_PATH}/api`;

/** Whether a request target is one of the sandbox's own addresses rather than a provider's. */
export function isOwnTarget(target: string): boolean {
  const { path } = splitTarget(target);
  return path === OWN_PATH || path.startsWith(`${OWN_PATH}/`);
}
