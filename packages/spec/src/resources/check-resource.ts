import type { Cursor } from "../openapi/cursor.ts";
import { checkLifecycle } from "./check-lifecycle.ts";
import { checkLocation, checkTemplates } from "./check-values.ts";
import type { ResourceContext } from "./context.ts";

/** Checks that everything that a resource's declaration names exists. */
export function checkResource(resource: string, cursor: Cursor, context: ResourceContext): void {
  checkLocation(cursor.at("id"), context);
  const lifecycle = cursor.at("lifecycle");
  if (lifecycle.exists) checkLifecycle(lifecycle, { ...context, resource });
  const page = cursor.at("page");
  checkLocation(page.at("subject"), context);
  checkLocation(page.at("return").at("url"), context);
  checkTemplates(page.at("link"), { ...context, resource });
  checkTemplates(page.at("return").at("query"), { ...context, resource });
  const receiver = cursor.at("receiver");
  for (const field of ["url", "events", "secret", "oldSecretUntil"]) {
    checkLocation(receiver.at(field), context);
  }
  checkLocation(receiver.at("enabled").at("at"), context);
}
