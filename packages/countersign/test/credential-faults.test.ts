import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import type { Provider, SecurityScheme } from "../src/provider-table/provider.ts";
import { startServer } from "./helpers/start-server.ts";

// Every place of a credential, with everything that can be wrong with one, given in every way.

const hmac = {
  algorithm: "SHA-256",
  keyEncoding: "utf8",
  message: ["{path}{credential:account}"],
  separator: "",
  encoding: "hex",
  value: "{signature}",
  credential: "secret",
} as const;

const schemes: Readonly<Record<string, SecurityScheme>> = {
  header: { type: "apiKey", header: "X-Key", credential: "apiKey" },
  bearer: { type: "bearer", credential: "token" },
  query: { type: "query", parameter: "key", credential: "queryKey" },
  cookie: { type: "cookie", cookie: "sid", credential: "session" },
  basic: { type: "basic", username: "username", password: "password" },
  hmac: { type: "hmac", header: "X-Signature", hmac },
};

const good: Readonly<Record<string, string>> = {
  apiKey: "key-1",
  token: "token-2",
  queryKey: "key-3",
  session: "session-4",
  username: "user-5",
  password: "password-6",
  secret: "secret-7",
  account: "account-8",
};

const provider: Provider = {
  name: "all",
  title: "All API",
  version: "1",
  servers: {},
  defaultHeaders: {},
  securitySchemes: schemes,
  requiredCredentials: Object.keys(good),
  operations: {
    call: { method: "GET", path: "/", security: [["header", "query", "cookie", "hmac"]] },
    withToken: { method: "GET", path: "/", security: [["bearer"]] },
    withPassword: { method: "GET", path: "/", security: [["basic"]] },
  },
};

/** The operation that needs a credential. */
const operationOf = (option: string): string =>
  ({ token: "withToken", username: "withPassword", password: "withPassword" })[option] ?? "call";

const faults: [string, unknown, string][] = [
  ["missing", undefined, "credential_missing"],
  ["empty", "", "credential_missing"],
  ["with a line feed at its end", "CANARY\n", "credential_invalid"],
  ["with a carriage return within", "CAN\rARY", "credential_invalid"],
  ["beyond Latin-1", "CANARY–1", "credential_invalid"],
  ["no text", 7, "credential_invalid"],
];

type Methods = Readonly<Record<string, () => Promise<unknown>>>;
const clientOf = (options: object): Methods => connect(provider, options as never) as never;

describe.each(Object.keys(good))("the credential %s", (option) => {
  it.each(faults)("is refused where it is %s, before any traffic", async (_, value, code) => {
    const server = await startServer();
    const ways = [() => value, async () => value];
    const errors: unknown[] = [];
    for (const source of ways) {
      const client = clientOf({ ...good, [option]: source, baseUrl: server.url });
      errors.push(await client[operationOf(option)]?.().catch((reason) => reason));
    }
    try {
      errors.push(clientOf({ ...good, [option]: value, baseUrl: server.url }));
    } catch (error) {
      errors.push(error);
    }
    expect(errors).toHaveLength(3);
    for (const error of errors) {
      expect(error).toMatchObject({ name: "CredentialError", code, option });
      expect(String(error)).toContain(`All API: the option \`${option}\` must`);
      expect(String(error)).not.toContain("ARY");
    }
    expect(server.received).toEqual([]);
  });

  it("is refused where the function that should return it fails, before any traffic", async () => {
    const server = await startServer();
    const cause = new Error("vault is sealed");
    for (const source of [
      () => Promise.reject(cause),
      () => {
        throw cause;
      },
    ]) {
      const client = clientOf({ ...good, [option]: source, baseUrl: server.url });
      await expect(client[operationOf(option)]?.()).rejects.toMatchObject({
        code: "credential_invalid",
        option,
        cause,
      });
    }
    expect(server.received).toEqual([]);
  });
});

it("a user name with a colon is refused: what follows would be taken for the password", async () => {
  const server = await startServer();
  const client = clientOf({ ...good, username: "jane:doe", baseUrl: server.url });
  await expect(client.withPassword?.()).rejects.toMatchObject({
    code: "credential_invalid",
    option: "username",
    message: "The option `username` must not have a colon.",
  });
  expect(server.received).toEqual([]);
});
