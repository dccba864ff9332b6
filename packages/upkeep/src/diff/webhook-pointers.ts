import { childPointer } from "@countersign/spec/json";
import { operationsOf } from "@countersign/spec/openapi";

/** Returns the operations below a document's `webhooks`: each event's name, and its JSON pointer. */
export function webhookPointers(document: object): { event: string; pointer: string }[] {
  return operationsOf(document, "webhooks").map(({ path: event, method }) => ({
    event,
    pointer: ["webhooks", event, method].reduce(childPointer, "#/"),
  }));
}
