import { outcomeOf, replay } from "./vectors.js";

/**
 * A user's program that relies on web standards only, so that every runtime can run it: signed calls to Paywint, a
 * call without the facade, the verification of a Persona webhook, and the published vectors.
 *
 * The packages are parameters, because they can be loaded with `import` or `require`.
 *
 * @param origin - The loopback server, which provides the credentials to call it with and checks every signature.
 * @returns The results, for a test to check.
 */
export async function run({ countersign, paywint, persona, inklink, vectorFiles }, origin) {
  const setup = await (await fetch(`${origin}/setup`)).json();
  const vectors = [];
  for (const file of vectorFiles) vectors.push(...(await replay(countersign, file)));
  return {
    // Node sets this since version 21.
    runtime: globalThis.navigator?.userAgent ?? `Node.js/${globalThis.process.versions.node}`,
    calls: await callPaywint(countersign, paywint, setup),
    plainCall: await callWithoutFacade(inklink, setup),
    webhook: await verifyPersonaWebhook(persona, setup),
    vectors,
  };
}

async function callPaywint({ HttpError }, { createPaywintClient }, setup) {
  const { baseUrl, platformId, secretKey, userId, newUser } = setup;
  const client = createPaywintClient({ baseUrl, platformId, secretKey });
  const stranger = createPaywintClient({ baseUrl, platformId, secretKey: `${secretKey}?` });
  const input = { params: { path: { user_id: userId } } };
  const link = await client.getKycInquiryLink(input);
  const created = await client.createUser({ body: newUser });
  const refusal = await stranger.getKycInquiryLink(input).catch((error) => error);
  return {
    link: link.data.inquiry_url,
    created: created.data,
    refusal: refusal instanceof HttpError ? refusal.status : String(refusal),
  };
}

async function callWithoutFacade({ createClient }, { baseUrl, apiKey }) {
  const client = createClient({ baseUrl, headers: { "api-key": apiKey } });
  const { data, response } = await client.GET("/kyc/inquiry/{id}/result", {
    params: { path: { id: "a/b" } },
  });
  return { status: response.status, data };
}

async function verifyPersonaWebhook({ verifyPersonaWebhook: verify }, setup) {
  const { delivery, webhookSecret: secret } = setup;
  const { event, id, body } = await verify(delivery, { secret });
  const altered = { ...delivery, body: delivery.body.replace("approved", "declined") };
  return {
    event,
    id,
    inquiry: body.data.attributes.payload.data.id,
    altered: await outcomeOf(verify(altered, { secret })),
  };
}
