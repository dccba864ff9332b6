import { Hono } from "hono";
import { createConsole } from "../console/create-console.ts";
import { createControl } from "../control/create-control.ts";
import type { Services } from "../control/services.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import { createPages } from "../pages/create-pages.ts";

/** What the sandbox's own pages show and change. */
export type OwnServices = Services;

/** Creates what responds below `/_sandbox`. */
export function createOwnApp(services: OwnServices): Hono {
  // `/_sandbox` and `/_sandbox/` are one page.
  const app = new Hono({ strict: false }).basePath(OWN_PATH);
  const control = createControl(services);
  app.all("/api/*", ({ req }) => control(req.raw));
  app.route("/pages", createPages(services.verifications));
  app.route("/", createConsole(services));
  app.notFound(({ req, text }) => text(`The sandbox has no page at ${req.path}.`, 404));
  // The listener responds to errors, here as elsewhere.
  app.onError((error) => {
    throw error;
  });
  return app;
}
