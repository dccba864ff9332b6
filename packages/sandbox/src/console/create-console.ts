import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { streamSSE } from "hono/streaming";
import type { Services } from "../control/services.ts";
import { explainedDelivery } from "../control/views.ts";
import { SandboxError } from "../errors/sandbox-error.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { FaultRule } from "../faults/fault.ts";
import { explainExchange } from "../provider/explain-exchange.ts";
import { CLIENT } from "./client.ts";
import { CONSOLE_HEADERS, consoleResponse } from "./console-response.ts";
import { deliveryPage } from "./delivery-page.ts";
import { exchangePage } from "./exchange-page.ts";
import { frontPage } from "./front-page.ts";
import { revisionOf } from "./revision.ts";
import { STYLE } from "./style.ts";

/** How often an open console looks for changes, in milliseconds. */
const PAUSE_IN_MS = 250;

const FRONT = `${OWN_PATH}/`;

/** Creates the console: the sandbox's front page, and the pages of requests and deliveries. */
export function createConsole(services: Services): Hono {
  const { findMount, verifications, exchanges, courier, faults, clock } = services;
  const app = new Hono();

  app.get("/", () => consoleResponse(frontPage(services)));
  app.get("/console.css", () => file(STYLE, "text/css"));
  app.get("/console.js", () => file(CLIENT, "text/javascript"));

  app.get("/changes", (context) =>
    streamSSE(context, async (stream) => {
      // Headers are sent with the first bytes.
      await stream.write(": connected\n\n");
      let last = revisionOf(services);
      while (!stream.aborted && !stream.closed) {
        await stream.sleep(PAUSE_IN_MS);
        const revision = revisionOf(services);
        if (revision !== last) await stream.writeSSE({ event: "change", data: "" });
        last = revision;
      }
    }),
  );

  app.get("/requests/:id", ({ req }) => {
    const exchange = exchanges.get(Number(req.param("id")));
    if (exchange === undefined) return missing(`request ${req.param("id")}`);
    return consoleResponse(exchangePage(exchange, explainExchange(findMount, exchange)));
  });

  app.get("/deliveries/:id", ({ req }) => {
    const number = Number(req.param("id"));
    const delivery = courier.sent[number - 1];
    if (delivery === undefined) return missing(`delivery ${req.param("id")}`);
    const signatures = explainedDelivery(services, delivery);
    return consoleResponse(deliveryPage(delivery, number, signatures));
  });

  app.post("/deliveries/:id/resend", async (context) => {
    const delivery = courier.sent[Number(context.req.param("id")) - 1];
    if (delivery === undefined) return missing(`delivery ${context.req.param("id")}`);
    await delivery.resend();
    return context.redirect(`${FRONT}#deliveries-title`, 303);
  });

  app.post("/verifications", (context) =>
    act(
      context,
      "verifications-title",
      async ({ provider = "", resource = "", id = "", ...form }) => {
        verifications.finish(
          { provider, account: form.account ?? "", resource, id },
          form.state ?? "",
        );
      },
    ),
  );

  app.post("/faults", (context) =>
    act(context, "faults-title", async (form) => void faults.add(toRule(form))),
  );
  app.post("/faults/:id/remove", (context) => {
    faults.remove(Number(context.req.param("id")));
    return context.redirect(`${FRONT}#faults-title`, 303);
  });

  app.post("/clock", (context) =>
    act(context, "clock-title", ({ seconds }) => clock.advance(Number(seconds) * 1000)),
  );
  app.post("/reset", (context) => {
    services.reset();
    return context.redirect(FRONT, 303);
  });

  return app;
}

type Form = Readonly<Record<string, string | undefined>>;

/** Does what a form says, and shows its part of the front page again, or why it cannot be done. */
async function act(
  context: Context,
  part: string,
  action: (form: Form) => Promise<void>,
): Promise<Response> {
  const entries = Object.entries(await context.req.parseBody());
  const form = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  try {
    await action(form);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return problem(400, error.message);
  }
  return context.redirect(`${FRONT}#${part}`, 303);
}

/** Returns the fault of a form, whose empty fields mean nothing. */
function toRule(form: Form): FaultRule {
  const given = Object.entries(form).filter(([, value]) => value !== "");
  const numbers = ["status", "retryAfter", "delayMs", "times"];
  return Object.fromEntries(
    given.map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]),
  );
}

function missing(what: string): Promise<Response> {
  return problem(404, `There is no ${what}: the sandbox keeps the latest ones only.`);
}

function problem(status: number, message: string): Promise<Response> {
  const main = html`<h1>That did not work</h1><p class="problem">${message}</p><p><a href="${FRONT}">Back to the console</a></p>`;
  return consoleResponse({ title: "That did not work", main, status });
}

function file(content: string, type: string): Response {
  return new Response(content, {
    headers: { ...CONSOLE_HEADERS, "content-type": `${type}; charset=utf-8` },
  });
}
