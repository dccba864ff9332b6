import { readCalls } from "../samples/read-calls.ts";
import { emitCollection } from "./emit-collection.ts";
import type { PostmanCollection } from "./postman-types.ts";

/**
 * Reads a spec folder, and returns a Postman Collection (v2.1) of every operation.
 *
 * @throws SpecError when the spec is refused, or does not show how to call an operation.
 */
export async function postmanCollection(spec: string): Promise<PostmanCollection> {
  return emitCollection(await readCalls(spec));
}
