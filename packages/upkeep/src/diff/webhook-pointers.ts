import { childPointer } from "@countersign/spec/json";
import { operationsOf } from "@countersign/spec/openapi";

/** Returns the name and JSON pointer of each operation below a document's `webhooks`. */
export function webhookPointers(document: object): { event: string; pointer: string }[] {
  return operationsOf(document, "webhooks").map(({ path: event, method }) => ({
    event,
    pointer: ["webhooks", event, method].reduce(childPointer, "#/"),
  }));
}
