import { Hono } from "hono";

/** What the sandbox's own pages show and change. */
export interface OwnServices {
  /** URL of the sandbox, such as `http://127.0.0.1:4010`. */
  readonly url: string;
}

/** Creates what responds below `/_sandbox`. */
export function createOwnApp(_services: OwnServices): Hono {
  const app = new Hono();
  app.notFound((context) => context.text(`The sandbox has no page at ${context.req.path}.`, 404));
  return app;
}
