import { createHash, createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { addProvider } from "@countersign/upkeep/add";
import { connect, type Provider, verifyWebhook, type WebhookProvider } from "countersign";
import paywint from "countersign/vectors/paywint" with { type: "json" };
import stripe from "countersign/vectors/stripe" with { type: "json" };
import sumsub from "countersign/vectors/sumsub" with { type: "json" };
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { privateWorkspace } from "./helpers/private-workspace.ts";

// Each preset is given to `add` for a private API, and the client of the package that it writes calls that API: once with
// the inputs of the vectors, and once over the wire, where a server computes the signature by itself.

interface Preset {
  readonly vectors: Vectors;
  /** Returns the value that the header of the signature must have, from the raw request. */
  readonly expected: (request: IncomingMessage, body: Buffer) => string;
}

interface Vectors {
  readonly declaration: {
    readonly header: string;
    readonly timestamp?: { readonly header: string };
  };
  readonly cases: readonly VectorCase[];
}

interface VectorCase {
  readonly name: string;
  readonly secret: string;
  readonly input: {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly timestamp?: string;
  };
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const SECRET = "fake-secret-äöü-0001";

const PRESETS: Readonly<Record<string, Preset>> = {
  sumsub: {
    vectors: sumsub,
    expected: ({ method, url, headers }, body) => {
      const time = String(headers["x-app-access-ts"]);
      return hmac(`${time}${method}${url}`, body);
    },
  },
  paywint: {
    vectors: paywint,
    expected: ({ method, url }, body) => {
      const hash = body.length === 0 ? "" : createHash("sha256").update(body).digest("hex");
      return hmac(`${method}${url}${hash}`);
    },
  },
  stripe: {
    vectors: stripe,
    expected: ({ headers }, body) => {
      const [, time = ""] = /^t=(\d+),/.exec(String(headers["stripe-signature"])) ?? [];
      return `t=${time},v1=${hmac(`${time}.`, body)}`;
    },
  },
};

function hmac(...parts: readonly (string | Buffer)[]): string {
  const mac = createHmac("sha256", SECRET);
  for (const part of parts) mac.update(part);
  return mac.digest("hex");
}

/** The vectors that a call with a JSON body can reproduce: the client writes JSON without spaces. */
function callable({ cases }: Vectors): VectorCase[] {
  return cases.filter(({ input: { body }, ...vector }) => {
    if ("declaration" in vector) return false;
    return body === "" || JSON.stringify(JSON.parse(body)) === body;
  });
}

/** A document with the operations of the vectors, which requires a signature and, if it has a header, its time. */
function documentOf({ declaration: { header, timestamp }, ...vectors }: Vectors): object {
  const key = (name: string) => ({ type: "apiKey", in: "header", name });
  const paths: Record<string, Record<string, object>> = {};
  for (const { input } of callable({ declaration: { header }, ...vectors })) {
    const { pathname, searchParams } = new URL(input.url);
    const names = new Set([...searchParams.keys(), "note"]);
    const query = [...names].map((name) => ({ name, in: "query", schema: { type: "string" } }));
    const content = { "application/json": { schema: {} } };
    paths[pathname] = {
      ...paths[pathname],
      [input.method.toLowerCase()]: {
        parameters: query,
        ...(input.method === "POST" && { requestBody: { content } }),
        responses: { 200: { description: "The result." } },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Acme API", version: "1" },
    servers: [{ url: "https://api.acme.example" }],
    security: [{ Signature: [], ...(timestamp && { Time: [] }) }],
    paths,
    webhooks: { "user.created": { post: { responses: { 200: { description: "Seen." } } } } },
    components: {
      securitySchemes: {
        Signature: key(header),
        ...(timestamp && { Time: key(timestamp.header) }),
      },
    },
  };
}

const providers = new Map<string, Provider & WebhookProvider>();

beforeAll(async () => {
  const workspace = await privateWorkspace("signature-presets", {});
  for (const [name, { vectors }] of Object.entries(PRESETS)) {
    const source = join(workspace.folder, `${name}.json`);
    await writeFile(source, JSON.stringify(documentOf(vectors)));
    await addProvider({
      name,
      source,
      toolVersion: "0.0.0",
      from: workspace.folder,
      chooseSigning: async () => ({
        requests: new Map([["Signature", name]]),
        webhooks: { header: "Stripe-Signature", form: "stripe" },
      }),
    });
    const module: Record<string, Provider & WebhookProvider> = await import(
      await workspace.build(name)
    );
    const provider = module[name];
    if (provider === undefined) throw new Error(`The package does not export ${name}.`);
    providers.set(name, provider);
  }
});

afterEach(() => {
  vi.useRealTimers();
});

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly secretKey: string;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Calls an operation by its path. The packages do not exist when this file is compiled, so the call is not typed. */
async function call(name: string, { method, url, body, secretKey, fetch }: Call): Promise<void> {
  const provider = providers.get(name) ?? expect.fail(`${name} was not added`);
  const options = { baseUrl: url.origin, secretKey, ...(fetch && { fetch }) };
  const client: object = Reflect.apply(connect, undefined, [provider, options]);
  const query = Object.fromEntries(url.searchParams);
  const input = { params: { query }, ...(body !== "" && { body: JSON.parse(body) }) };
  await Reflect.get(client, method)(url.pathname, input);
}

describe.each(Object.entries(PRESETS))("the preset %s", (name, { vectors, expected }) => {
  test.each(callable(vectors).map((vector): [string, VectorCase] => [vector.name, vector]))(
    "signs as the vector %s",
    async (_, { input, secret, headers }) => {
      const { method, body, timestamp = "1" } = input;
      vi.useFakeTimers({ toFake: ["Date"], now: Number(timestamp) * 1000 });
      let sent: Headers | undefined;
      const fetch = async (request: Request) => {
        sent = request.headers;
        expect(request.url).toBe(input.url);
        return Response.json({});
      };
      await call(name, { method, url: new URL(input.url), body, secretKey: secret, fetch });
      const signing = Object.fromEntries(
        Object.keys(headers).map((header) => [header, sent?.get(header)]),
      );
      expect(signing).toEqual(headers);
    },
  );

  test("signs what arrives at a server", async () => {
    const received: { signature: unknown; expected: string; time: unknown }[] = [];
    const { header, timestamp } = vectors.declaration;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      received.push({
        signature: request.headers[header.toLowerCase()],
        expected: expected(request, Buffer.concat(chunks)),
        time: request.headers[timestamp?.header.toLowerCase() ?? ""],
      });
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const operations = new Map(
      callable(vectors).map(({ input }) => [input.method, new URL(input.url).pathname]),
    );
    const body = JSON.stringify({ name: "Žofie 🦊", amount: 1.5, lines: "a\nb" });
    for (const [method, path] of operations) {
      const url = new URL(`http://127.0.0.1:${port}${path}`);
      url.searchParams.set("note", "a b/ü&=+%~");
      await call(name, { method, url, body: method === "GET" ? "" : body, secretKey: SECRET });
    }
    expect(received).toHaveLength(operations.size);
    for (const { signature, expected: right, time } of received) {
      expect(signature).toBe(right);
      if (timestamp) expect(Math.abs(Number(time) * 1000 - Date.now())).toBeLessThan(60_000);
    }
  });
});

test("the preset stripe verifies the webhook deliveries of its vectors", async () => {
  for (const { input, secret, headers } of stripe.cases) {
    const delivery = { body: input.body, headers: { ...headers } };
    const now = () => Number(input.timestamp) * 1000;
    const provider = providers.get("stripe") ?? expect.fail("it was not added");
    const event = await verifyWebhook(provider, delivery, { secret, now });
    expect(event).toMatchObject({ body: JSON.parse(input.body) });
    const forged = { ...delivery, body: `${input.body} ` };
    await expect(verifyWebhook(provider, forged, { secret, now })).rejects.toThrow();
  }
});
