import { type AuthenticateDelivery, authenticateDelivery } from "./authenticate-delivery.ts";
import { readBody } from "./delivery.ts";
import { resolveSignature } from "./resolve-signature.ts";

/** Authenticates a delivery whose signature covers or is in more than its headers, and returns it. */
export const authenticateResolved: AuthenticateDelivery = async (webhooks, context) => {
  const { signature: declared, token } = webhooks;
  if (declared === undefined) return authenticateDelivery({ token }, context);
  const { title, delivery, options } = context;
  const body = await readBody(delivery);
  // Other objects with a `url`, such as Node's requests, have only a path there.
  const url = options.url ?? ("arrayBuffer" in delivery ? delivery.url : undefined);
  const source = { title, body, url, find: context.find };
  const { signature, find } = resolveSignature(declared, webhooks, source);
  const { headers } = delivery;
  const whole = { ...context, find, delivery: { body, headers } };
  const authentic = await authenticateDelivery({ signature }, whole);
  const { id } = webhooks;
  const covered = declared.message.join();
  const hasOpenId =
    id !== undefined &&
    "pointer" in id &&
    !covered.includes("{body}") &&
    !covered.includes(`{body:${id.pointer}}`);
  return { ...authentic, hasOpenId };
};
