import type { Cursor } from "../openapi/cursor.ts";
import { CLIENT_METHODS } from "../openapi/methods.ts";
import { toBodies } from "./bodies.ts";
import type { EventModel } from "./model.ts";

/** Returns the events of a document's `webhooks`, sorted by name. */
export function toEvents(root: Cursor): EventModel[] {
  return root
    .at("webhooks")
    .entries()
    .map(([name, item]) => {
      const method = CLIENT_METHODS.find((each) => item.at(each).exists) ?? "post";
      return { name, method, bodies: toBodies(item.at(method).at("requestBody")) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
