// Replays the published signature vectors (`countersign/vectors/*`) through the public functions. A test compares the
// results: nothing here knows what is correct.

/** Returns the result of each vector in a file. */
export async function replay(countersign, { scheme, words, declaration, cases }) {
  const replayCase = words === "x-countersign-hmac" ? signRequest : signDelivery;
  const results = [];
  for (const vector of cases) {
    const merged = { ...vector, declaration: { ...declaration, ...vector.declaration } };
    results.push({
      title: `${scheme}, ${vector.name}`,
      ...(await replayCase(countersign, merged)),
    });
  }
  return results;
}

/** Sends the vector's request with a client of a provider that signs as the vector declares. */
async function signRequest({ connect }, vector) {
  const { header, ...hmac } = vector.declaration;
  const { method, url, headers, body, credentials } = vector.input;
  const { origin } = new URL(url);
  let sent;
  const client = connect(
    {
      name: "vector",
      title: "The API",
      version: "1",
      servers: { production: origin },
      defaultHeaders: {},
      securitySchemes: { signature: { type: "hmac", header, hmac } },
      requiredCredentials: [],
      operations: {
        send: {
          method,
          path: url.slice(origin.length),
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
  const init = { headers, ...(body !== "" && { body: bytesOf(body) }) };
  await atTimeOf(vector, () => client.send(init));
  return {
    headers: pick(sent.headers, vector),
    url: sent.url,
    body: toHex(new Uint8Array(await sent.arrayBuffer())),
  };
}

/** Signs the vector's delivery, and verifies the published one with its own body and with an altered one. */
async function signDelivery({ signWebhook, verifyWebhook }, vector) {
  const { declaration, secret, input, headers } = vector;
  const provider = { name: "vector", title: "The API", webhooks: { signature: declaration } };
  const seconds = Number(input.timestamp ?? 0);
  const signed = await signWebhook(provider, {
    body: input.body,
    secret,
    timestamp: seconds,
    headers: input.headers,
  });
  const verify = (body) =>
    outcomeOf(
      verifyWebhook(
        provider,
        { body, headers: { ...input.headers, ...headers } },
        { secret, now: () => seconds * 1000 },
      ),
    );
  return {
    headers: pick(signed, vector),
    verified: await verify(input.body),
    altered: await verify(`${input.body} `),
  };
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
