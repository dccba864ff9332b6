import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import type { Provider, SecurityScheme } from "../src/provider-table/provider.ts";
import { startServer } from "./helpers/start-server.ts";

// Every location of a credential, with every possible mistake, passed in every possible form.

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

/** Returns the operation that requires a credential. */
const operationOf = (option: string): string =>
  ({ token: "withToken", username: "withPassword", password: "withPassword" })[option] ?? "call";

const faults: [string, unknown, string][] = [
  ["missing", undefined, "credential_missing"],
  ["empty", "", "credential_missing"],
  ["followed by a line feed", "CANARY\n", "credential_invalid"],
  ["split by a carriage return", "CAN\rARY", "credential_invalid"],
  ["not Latin-1", "CANARY–1", "credential_invalid"],
  ["not a string", 7, "credential_invalid"],
];

type Methods = Readonly<Record<string, () => Promise<unknown>>>;
const clientOf = (options: object): Methods => connect(provider, options as never) as never;

describe.each(Object.keys(good))("the credential %s", (option) => {
  it.each(faults)("is rejected if it is %s, before anything is sent", async (_, value, code) => {
    const server = await startServer();
    const sources = [() => value, async () => value];
    const errors: unknown[] = [];
    for (const source of sources) {
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

  it("is rejected if its function throws, before anything is sent", async () => {
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

it("rejects a user name with a colon, because the rest would count as part of the password", async () => {
  const server = await startServer();
  const client = clientOf({ ...good, username: "jane:doe", baseUrl: server.url });
  await expect(client.withPassword?.()).rejects.toMatchObject({
    code: "credential_invalid",
    option: "username",
    message: "The option `username` must not contain a colon.",
  });
  expect(server.received).toEqual([]);
});
