import type { Hono } from "hono";
import type { ServeOwn } from "../http/hand-over.ts";
import type { OwnServices } from "./create-own-app.ts";

/**
 * Returns what responds below `/_sandbox`. It is loaded by the first request, so that a sandbox starts without it.
 *
 * @param services - Called once, by the first request.
 */
export function lazyOwnApp(services: () => OwnServices): ServeOwn {
  let app: Promise<Hono> | undefined;
  return async (request) => {
    app ??= import("./create-own-app.ts").then(({ createOwnApp }) => createOwnApp(services()));
    return (await app).fetch(request);
  };
}
