import { isObject } from "../load/is-object.ts";
import { childPointer } from "../load/json-pointer.ts";

/** Returns the operations below a document's `webhooks`: each event's name, and its JSON pointer. */
export function webhookPointers(document: object): { event: string; pointer: string }[] {
  const webhooks: unknown = Reflect.get(document, "webhooks");
  return Object.entries(isObject(webhooks) ? webhooks : {}).flatMap(([event, item]) =>
    Object.keys(isObject(item) ? item : {})
      .filter((method) => /^(get|put|post|delete|patch)$/.test(method))
      .map((method) => ({
        event,
        pointer: ["webhooks", event, method].reduce(childPointer, "#/"),
      })),
  );
}
