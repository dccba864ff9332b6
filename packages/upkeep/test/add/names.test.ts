import { operationsOf } from "@countersign/spec/openapi";
import { describe, expect, test } from "vitest";
import { nameCredentials } from "../../src/add/name-credentials.ts";
import { nameEnvironments } from "../../src/add/name-environments.ts";
import { nameOperations } from "../../src/add/name-operations.ts";

const header = (name: string) => ({ type: "apiKey", in: "header", name });
const bearer = { type: "http", scheme: "bearer" };

function credentials(schemes: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(nameCredentials("acme-kyc", schemes));
}

describe("nameCredentials", () => {
  test.for([
    ["X-Api-Key", "apiKey"],
    ["X-API-KEY", "apiKey"],
    ["api_key", "apiKey"],
    ["X-Acme-Kyc-Api-Secret", "apiSecret"],
    ["X-User-Token", "userToken"],
    ["ApiKey", "apiKey"],
    ["APIKEY", "apiKey"],
  ] as const)("turns the header %s into %s", ([name, expected]) => {
    expect(credentials({ whatever: header(name) })).toEqual({ whatever: expected });
  });

  test("uses the scheme's name if the header is not descriptive", () => {
    expect(credentials({ PartnerKeyAuth: header("Authorization") })).toEqual({
      PartnerKeyAuth: "partnerKey",
    });
    expect(credentials({ SecretApiKey: header("REB-CODE") })).toEqual({
      SecretApiKey: "secretApiKey",
    });
    expect(credentials({ security: header("X-Ticket") })).toEqual({ security: "ticket" });
    expect(credentials({ userToken: bearer })).toEqual({ userToken: "userToken" });
  });

  test.for(["bearerAuth", "BearerAuth", "bearer", "JWT", "http", "OAuth2", "openId"])(
    "uses accessToken for the scheme %s, which only describes how it is sent",
    (name) => {
      expect(credentials({ [name]: bearer })).toEqual({ [name]: "accessToken" });
    },
  );

  test("names keys in a query or cookie, and the tokens of OAuth and OpenID Connect", () => {
    expect(
      credentials({
        a: { type: "apiKey", in: "query", name: "api_key" },
        b: { type: "apiKey", in: "cookie", name: "session" },
        oauth: { type: "oauth2", flows: {} },
        oidc: { type: "openIdConnect", openIdConnectUrl: "https://acme.example" },
      }),
    ).toEqual({ a: "apiKey", b: "session", oauth: "accessToken", oidc: "oidc" });
  });

  test("gives each scheme a unique name", () => {
    expect(
      credentials({
        one: header("X-Api-Key"),
        two: header("X-Acme-Api-Key"),
        "x.y": header("api-key"),
        日本: header("X-Api-Key"),
      }),
    ).toEqual({ one: "apiKey", two: "two", "x.y": "xY", 日本: "apiKey2" });
  });

  test("avoids other client options and those of basic authentication", () => {
    expect(
      credentials({
        timeout: header("Timeout"),
        name: header("Username"),
        constructor: header("X-Constructor"),
      }),
    ).toEqual({ timeout: "apiKey", name: "name", constructor: "apiKey2" });
  });

  test("skips schemes that have a name, are signed or take two values", () => {
    expect(
      credentials({
        named: { ...header("X-Api-Key"), "x-countersign-credential": "apiKey" },
        signed: { ...header("X-Signature"), "x-countersign-hmac": {} },
        basic: { type: "http", scheme: "basic" },
        other: header("X-Api-Key"),
      }),
    ).toEqual({ other: "other" });
  });
});

function environments(...servers: (string | [url: string, description: string])[]) {
  const list = servers.map((server) =>
    typeof server === "string" ? { url: server } : { url: server[0], description: server[1] },
  );
  return nameEnvironments(list).map(({ environment }) => environment);
}

describe("nameEnvironments", () => {
  test.for([
    ["https://sandbox.acme.example", "sandbox"],
    ["https://api.acme.example/sandbox/v1", "sandbox"],
    ["https://api-staging.acme.example", "staging"],
    ["https://uat.acme.example", "test"],
    ["https://dev.acme.example", "development"],
    ["http://localhost:8080", "development"],
    ["https://live.acme.example", "production"],
  ] as const)("calls %s %s", ([url, expected]) => {
    expect(environments(url)).toEqual([expected]);
  });

  test("prefers the description to the URL", () => {
    expect(environments(["https://test.acme.example", "Sandbox server"])).toEqual(["sandbox"]);
  });

  test("uses production for the only server that shows no environment", () => {
    expect(environments("https://api.acme.dev")).toEqual(["production"]);
    expect(environments("https://sandbox.acme.example", "https://api.acme.example")).toEqual([
      "sandbox",
      "production",
    ]);
  });

  test("numbers servers that cannot be told apart", () => {
    expect(
      environments("https://eu.acme.example", "https://us.acme.example", "https://qa.acme.example"),
    ).toEqual(["server", "server2", "test"]);
    expect(environments("https://sandbox.a.example", "https://sandbox.b.example")).toEqual([
      "sandbox",
      "sandbox2",
    ]);
  });

  test("ignores what callers choose in the URL, such as a default that is one of several", () => {
    const named = (url: string, variable: object) =>
      nameEnvironments([{ url, variables: { name: variable } }]);
    for (const url of ["https://{name}.acme.example", "https://acme.example/{name}"]) {
      expect(named(url, { default: "staging", enum: ["staging", "live"] })).toMatchObject([
        { url, environment: "production", isRecognized: false },
      ]);
      expect(named(url, { default: "staging", enum: ["staging"] })).toMatchObject([
        { environment: "staging", isRecognized: true },
      ]);
    }
    expect(
      named("{name}://acme.example", { default: "http", enum: ["http", "https"] }),
    ).toMatchObject([{ environment: "production", isRemoved: false }]);
    expect(named("{name}/v1", { default: "https://acme.example" })).toEqual([]);
  });

  test("skips servers that are relative, already named or without TLS", () => {
    expect(
      nameEnvironments([
        { url: "/v1" },
        { url: "https://api.acme.example", "x-countersign-environment": "production" },
        { url: "http://api.acme.example" },
      ]),
    ).toEqual([
      {
        index: 1,
        url: "https://api.acme.example",
        environment: undefined,
        isRecognized: true,
        isRemoved: false,
      },
      {
        index: 2,
        url: "http://api.acme.example",
        environment: undefined,
        isRecognized: true,
        isRemoved: true,
      },
    ]);
  });
});

function operationIds(paths: Record<string, Record<string, object>>): string[] {
  return nameOperations(operationsOf({ paths })).map(
    ({ method, path, operationId }) => `${method} ${path} ${operationId}`,
  );
}

describe("nameOperations", () => {
  test("builds a missing operationId from method and path", () => {
    expect(operationIds({ "/users/{user_id}/files": { get: {}, post: {} } })).toEqual([
      "get /users/{user_id}/files getUsersByUserIdFiles",
      "post /users/{user_id}/files postUsersByUserIdFiles",
    ]);
  });

  test("converts an operationId to camelCase", () => {
    expect(
      operationIds({
        "/a": { get: { operationId: "get-user" }, put: { operationId: "Users_Put" } },
      }),
    ).toEqual(["get /a getUser", "put /a usersPut"]);
  });

  test("keeps a valid operationId", () => {
    expect(operationIds({ "/a": { get: { operationId: "getUser" } } })).toEqual([]);
  });

  test("gives each operation a unique name", () => {
    expect(
      operationIds({
        "/a": { get: { operationId: "getA" } },
        "/b": { get: { operationId: "getA" }, post: { operationId: "get_a" } },
        "/c": { get: { operationId: "get-a" } },
      }),
    ).toEqual(["get /b getB", "post /b postB", "get /c getC"]);
  });

  test("avoids JavaScript's own methods and uses Latin letters only", () => {
    expect(
      operationIds({
        "/a": { get: { operationId: "then" }, put: { operationId: "constructor" } },
        "/b": { get: { operationId: "取得" }, post: { operationId: "crée" } },
      }),
    ).toEqual(["get /a getA", "put /a putA", "get /b getB", "post /b cree"]);
  });
});
