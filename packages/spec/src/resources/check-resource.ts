import type { Cursor } from "../openapi/cursor.ts";
import { checkLifecycle } from "./check-lifecycle.ts";
import { checkAssignments, checkLocation, checkTemplates } from "./check-values.ts";
import type { ResourceContext } from "./context.ts";

/** Checks that everything that a resource's declaration names exists. */
export function checkResource(name: string, cursor: Cursor, context: ResourceContext): void {
  checkLocation(cursor.at("id"), context);
  const lifecycle = cursor.at("lifecycle");
  if (lifecycle.exists) {
    checkLifecycle(lifecycle, context);
    checkLocation(lifecycle.at("state"), context);
    const moves = lifecycle
      .at("moves")
      .entries()
      .map(([, move]) => move);
    for (const move of moves) checkLocation(move.at("at"), context);
    const states = lifecycle
      .at("states")
      .entries()
      .map(([, state]) => state);
    for (const each of [...states, ...moves]) {
      checkAssignments(each.at("sets"), { ...context, resource: name });
    }
  }
  const page = cursor.at("page");
  checkLocation(page.at("subject"), context);
  checkLocation(page.at("return").at("url"), context);
  const query = page.at("return").at("query").entries();
  for (const template of [page.at("link"), ...query.map(([, parameter]) => parameter)]) {
    checkTemplates(template, { ...context, resource: name });
  }
  const receiver = cursor.at("receiver");
  for (const field of ["url", "events", "secret"]) checkLocation(receiver.at(field), context);
  checkLocation(receiver.at("enabled").at("at"), context);
}
