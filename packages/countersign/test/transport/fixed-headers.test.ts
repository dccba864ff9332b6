import { describe, expect, it } from "vitest";
import { createPersonaClient } from "../../src/providers/persona.ts";
import { startServer } from "../helpers/start-server.ts";

const refusal = {
  code: "request_invalid",
  message: 'The header Key-Inflection must be "kebab": the types hold for no other value.',
};

async function personaClient(headers: Record<string, string> = {}) {
  const server = await startServer(() => ({ body: '{ "data": [] }' }));
  return { server, persona: createPersonaClient({ apiKey: "k", baseUrl: server.url, headers }) };
}

describe("a header that the types depend on", () => {
  it("is sent with every request", async () => {
    const { server, persona } = await personaClient();
    await persona.listInquiries();
    await persona.listInquiries({ params: { header: { "Key-Inflection": "kebab" } } });
    expect(server.received.map(({ headers }) => headers["key-inflection"])).toEqual([
      "kebab",
      "kebab",
    ]);
  });

  it("cannot have another value, wherever a caller sets it", async () => {
    const { server, persona } = await personaClient();
    const header = { "Key-Inflection": "camel" } as const;
    // @ts-expect-error the compiler refuses it too
    const asParameter = persona.listInquiries({ params: { header } });
    await expect(asParameter).rejects.toMatchObject(refusal);
    const ofCall = persona.listInquiries({ headers: { "key-inflection": "camel" } });
    await expect(ofCall).rejects.toMatchObject(refusal);
    const ofClient = (await personaClient({ "KEY-INFLECTION": "snake" })).persona;
    await expect(ofClient.listInquiries()).rejects.toMatchObject(refusal);
    expect(server.received).toEqual([]);
  });

  it("does not keep another header from being overridden", async () => {
    const { server, persona } = await personaClient({ "Persona-Version": "2023-01-05" });
    await persona.listInquiries();
    expect(server.received[0]?.headers["persona-version"]).toBe("2023-01-05");
  });
});
