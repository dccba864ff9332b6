import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import type { Provider } from "../../src/provider-table/provider.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

interface Types {
  readonly credentials: Record<never, never>;
  readonly operations: {
    upload: {
      input: { body: { files: Blob[]; kind: string; meta?: { page: number } } | FormData };
      response: undefined;
      errors: object;
    };
    exchange: {
      input: { body: { grant: string; scope?: string[] } };
      response: { ok: boolean };
      errors: object;
    };
    print: { input: object; response: Blob; errors: object };
    page: { input: object; response: string; errors: object };
    relay: { input: object; response: { ok: boolean }; errors: object };
  };
  readonly paths: Record<never, never>;
}

const table = {
  name: "paper",
  title: "Paper API",
  version: "1",
  servers: { production: "https://api.paper.test", sandbox: "https://sandbox.paper.test" },
  defaultHeaders: {},
  securitySchemes: {},
  requiredCredentials: [],
  operations: {
    upload: {
      method: "POST",
      path: "/files",
      security: [],
      requestMediaType: "multipart/form-data",
    },
    exchange: {
      method: "POST",
      path: "/token",
      security: [],
      requestMediaType: "application/x-www-form-urlencoded",
    },
    print: { method: "GET", path: "/pdf", security: [], responseType: "blob" },
    page: { method: "GET", path: "/page", security: [], responseType: "text" },
    relay: {
      method: "GET",
      path: "/relay",
      security: [],
      servers: { production: "https://relay.paper.test" },
    },
  },
} as const satisfies Provider;
const paper: typeof table & { readonly "~types"?: Types } = table;

describe("a body that is not JSON", () => {
  it("is sent as a multipart form, an array as one part per item", async () => {
    const server = await startServer(() => ({ status: 201, body: "" }));
    const client = connect(paper, { baseUrl: server.url });
    const files = [new File(["one"], "1.png", { type: "image/png" }), new Blob(["two"])];
    await client.upload({ body: { files, kind: "passport", meta: { page: 2 } } });
    const [received] = server.received;
    const form = await new Response(new Uint8Array(received?.body ?? []), {
      headers: { "content-type": received?.headers["content-type"] ?? "" },
    }).formData();
    const parts = form
      .getAll("files")
      .map((part) => (part instanceof File ? part : new File([], "")));
    expect(parts.map(({ name, type }) => [name, type])).toEqual([
      ["1.png", "image/png"],
      ["blob", "application/octet-stream"],
    ]);
    expect(await parts[0]?.text()).toBe("one");
    expect([form.get("kind"), form.get("meta")]).toEqual(["passport", '{"page":2}']);
  });

  it("is sent unchanged if the caller passes FormData", async () => {
    const server = await startServer(() => ({ status: 201, body: "" }));
    const form = new FormData();
    form.append("data[file]", new Blob(["x"]), "x.csv");
    await connect(paper, { baseUrl: server.url }).upload({ body: form });
    expect(server.received[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.received[0]?.body.toString()).toContain('name="data[file]"; filename="x.csv"');
  });

  it("is rejected if it is a file within JSON, which would arrive empty", async () => {
    const server = await startServer();
    const client = connect(acme, { appId: "a", secret: "s", baseUrl: server.url });
    // @ts-expect-error the compiler rejects it too
    const call = client.createUser({ body: { name: new Blob(["x"]) } });
    await expect(call).rejects.toThrow("The value of `name` (Blob) cannot be sent;");
    expect(server.received).toEqual([]);
  });

  it("is sent URL-encoded if the operation declares that", async () => {
    const server = await startServer();
    const client = connect(paper, { baseUrl: server.url });
    await client.exchange({ body: { grant: "a b&c", scope: ["x", "y"] } });
    expect(server.received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(server.received[0]?.body.toString()).toBe("grant=a+b%26c&scope=x&scope=y");
  });
});

describe("a response that is not JSON", () => {
  it("resolves to a Blob if the operation returns a file", async () => {
    const server = await startServer(() => ({
      headers: { "content-type": "application/pdf" },
      body: "%PDF-1.7",
    }));
    const pdf: Blob = await connect(paper, { baseUrl: server.url }).print();
    expect([await pdf.text(), pdf.type]).toEqual(["%PDF-1.7", "application/pdf"]);
  });

  it("resolves to a string if the operation returns text", async () => {
    const server = await startServer(() => ({
      headers: { "content-type": "text/html" },
      body: "<p>",
    }));
    expect(await connect(paper, { baseUrl: server.url }).page()).toBe("<p>");
  });
});

describe("an operation with its own servers", () => {
  const urls: string[] = [];
  const fetch = async (request: Request) => {
    urls.push(request.url);
    return Response.json({ ok: true });
  };

  it("is called there", async () => {
    await connect(paper, { environment: "production", fetch }).relay();
    expect(urls).toEqual(["https://relay.paper.test/relay"]);
  });

  it("is called at the caller's base URL", async () => {
    const server = await startServer();
    await connect(paper, { baseUrl: `${server.url}/paper` }).relay();
    expect(server.received[0]?.target).toBe("/paper/relay");
  });

  it("is rejected in an environment for which it has no server", async () => {
    await expect(connect(paper, { environment: "sandbox", fetch }).relay()).rejects.toThrow(
      'Paper API: the option `environment` for `relay` must be one of production, not "sandbox"; or set',
    );
  });
});
