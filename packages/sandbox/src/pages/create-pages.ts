import { type Context, Hono } from "hono";
import type { Verification, Verifications } from "../verifications/verification.ts";
import { htmlResponse } from "./html-response.ts";
import { toReturnUrl } from "./return-url.ts";
import { missingPage, type PageRequest, verificationPage } from "./verification-page.ts";

const PATH = "/:provider/:id";

/** Creates the pages of verifications: `/<provider>/<id>`, with `?account=` and `?resource=` if the ID needs them. */
export function createPages(verifications: Pick<Verifications, "find" | "finish">): Hono {
  const app = new Hono();

  const find = (context: Context<object, typeof PATH>): Verification | undefined => {
    const { provider, id } = context.req.param();
    const { account = "", resource } = context.req.query();
    return verifications.find(id, { provider, account, ...(resource && { resource }) });
  };

  const show = (
    context: Context<object, typeof PATH>,
    problem?: Required<Pick<PageRequest, "problem">> & { readonly status: number },
  ): Promise<Response> => {
    const verification = find(context);
    const { provider, id } = context.req.param();
    if (verification === undefined) return htmlResponse(missingPage(provider, id));
    const query = new URL(context.req.url).searchParams;
    return htmlResponse({ ...verificationPage(verification, { query, ...problem }), ...problem });
  };

  app.get(PATH, (context) => show(context));

  app.post(PATH, async (context) => {
    const { state } = await context.req.parseBody();
    const verification = find(context);
    if (verification === undefined) return show(context);
    if (typeof state !== "string") {
      return show(context, { status: 400, problem: "Choose an outcome." });
    }
    if (!verification.reachable.includes(state)) {
      const problem = `It cannot become ${state}, because it is ${verification.state}.`;
      return show(context, { status: 409, problem });
    }
    const { returnUrl = "" } = verifications.finish(verification, state);
    const here = new URL(context.req.url);
    here.searchParams.delete("person");
    return context.redirect(toReturnUrl(returnUrl)?.href ?? here.pathname + here.search, 303);
  });

  return app;
}
