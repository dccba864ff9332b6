// Replays the published signature vectors (`countersign/vectors/*`) through the public functions. A test compares the
// results: nothing here knows what is correct.

/** Returns the result of each vector in a file. */
export async function replay(countersign, { scheme, words, body, declaration, cases }) {
  // Public keys have an entry of their own, which bundles of the main entry do not contain.
  if (words === "x-countersign-webhooks.asymmetric") return [];
  const replayCase = words === "x-countersign-hmac" ? signRequest : signDelivery;
  const results = [];
  for (const vector of cases) {
    const merged = { ...vector, body, declaration: { ...declaration, ...vector.declaration } };
    results.push({
      title: `${scheme}, ${vector.name}`,
      ...(await replayCase(countersign, merged)),
    });
  }
  return results;
}

/** Sends the vector's request with a client of a provider that signs as the vector declares. */
async function signRequest({ connect }, vector) {
  const { header, parameter, ...hmac } = vector.declaration;
  const { method, url, headers, body, credentials, template = "" } = vector.input;
  const { pathname } = new URL(url);
  const names = template.split("/").slice(1);
  const values = pathname.split("/").slice(-names.length);
  const params = names.map((name, index) => [name.slice(1, -1), values[index]]);
  // Without a template, the path is that of the URL.
  const server = template ? url.slice(0, -values.join("/").length - 1) : new URL(url).origin;
  let sent;
  const client = connect(
    {
      name: "vector",
      title: "The API",
      version: "1",
      servers: { production: server },
      defaultHeaders: {},
      securitySchemes: { signature: { type: "hmac", header, parameter, hmac } },
      requiredCredentials: [],
      operations: {
        send: {
          method,
          path: template || url.slice(server.length),
          security: [["signature"]],
          requestMediaType: "application/octet-stream",
        },
      },
    },
    {
      ...credentials,
      [hmac.credential]: vector.secret,
      fetch: async (request) => {
        sent = request;
        return Response.json({});
      },
    },
  );
  const init = {
    headers,
    params: { path: Object.fromEntries(params) },
    ...(body !== "" && { body: bytesOf(body) }),
  };
  await atTimeOf(vector, () => client.send(init));
  return {
    headers: pick(sent.headers, vector),
    url: sent.url,
    body: toHex(new Uint8Array(await sent.arrayBuffer())),
  };
}

/** Signs the vector's delivery, and verifies the published one with its own body and with an altered one. */
async function signDelivery(countersign, vector) {
  const { declaration, body: kind, secret, input, headers } = vector;
  const webhooks = { ...(kind && { body: kind }), signature: declaration };
  const provider = { name: "vector", title: "The API", webhooks };
  const { timestamp = "0", url } = input;
  const isDate = declaration.timestamp?.unit === "rfc3339";
  const seconds = isDate ? Math.floor(Date.parse(timestamp) / 1000) : Number(timestamp);
  const { body, headers: signed } = await countersign.signDelivery(provider, {
    body: input.body,
    secret,
    url,
    timestamp: seconds,
    headers: input.headers,
  });
  const verify = (given, sent) =>
    outcomeOf(
      countersign.verifyWebhook(
        provider,
        { body: given, headers: sent },
        { secret, url, now: () => seconds * 1000 },
      ),
    );
  const published = { ...input.headers, ...headers };
  return {
    // The time that is signed for has whole seconds, so its signature is not the published one.
    headers: isDate ? headers : pick(signed, vector),
    signed: await verify(body, signed),
    verified: await verify(input.body, published),
    altered: await verify(alteredBody(vector), published),
  };
}

/** Returns the body with a change to what the signature covers: all of it, or a field. */
function alteredBody({ declaration, input: { body } }) {
  const [, pointer] = /\{body:([^{}]+)\}/.exec(declaration.message.join()) ?? [];
  if (pointer === undefined) return body === "" ? "a=b" : `${body.slice(0, -1)}~`;
  const name = pointer.split("/").at(-1);
  return body.replace(`"${name}":"`, `"${name}":"1`);
}

/** Returns `accepted`, or the reason why a delivery is refused. */
export async function outcomeOf(verification) {
  try {
    await verification;
    return "accepted";
  } catch (error) {
    if (error.reason === undefined) throw error;
    return error.reason;
  }
}

/** Runs an action with the vector's time and random bytes, which no client option can set. */
async function atTimeOf({ declaration, input }, action) {
  const { now } = Date;
  const { getRandomValues } = globalThis.crypto;
  const unitInMs = declaration.timestamp?.unit === "ms" ? 1 : 1000;
  if (input.timestamp !== undefined) Date.now = () => Number(input.timestamp) * unitInMs;
  if (input.nonce !== undefined) {
    globalThis.crypto.getRandomValues = (array) => {
      array.set(bytesOf({ hex: input.nonce }));
      return array;
    };
  }
  try {
    await action();
  } finally {
    Date.now = now;
    if (input.nonce !== undefined) globalThis.crypto.getRandomValues = getRandomValues;
  }
}

function pick(headers, vector) {
  return Object.fromEntries(Object.keys(vector.headers).map((name) => [name, headers.get(name)]));
}

function bytesOf(content) {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return Uint8Array.from(content.hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
