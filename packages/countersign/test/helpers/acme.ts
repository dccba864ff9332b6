import type { Provider } from "../../src/provider-table/provider.ts";

interface AcmeOperations {
  /** Reads a user. */
  getUser: {
    input: { params: { path: { id: string }; query?: { expand?: string[] } } };
    response: { id: string };
    errors: { 404: { reason: string } };
  };
  /** Creates a user. */
  createUser: {
    input: { params?: { header?: { "Acme-Version"?: string } }; body: { name: string } };
    response: { id: string };
    errors: object;
  };
  /** Deletes a user. */
  deleteUser: {
    input: { params: { path: { id: string } } };
    response: undefined;
    errors: object;
  };
  /** Returns whether the API is up. */
  getStatus: { input: object; response: { ok: boolean }; errors: object };
}

interface AcmeTypes {
  readonly credentials: { appId: string; secret: string; token?: string };
  readonly operations: AcmeOperations;
  readonly paths: {
    GET: { "/users/{id}": AcmeOperations["getUser"]; "/status": AcmeOperations["getStatus"] };
    POST: { "/users": AcmeOperations["createUser"] };
    DELETE: { "/users/{id}": AcmeOperations["deleteUser"] };
  };
}

const table = {
  name: "acme",
  title: "Acme API",
  version: "1",
  servers: { production: "https://api.acme.test", sandbox: "https://sandbox.acme.test" },
  defaultHeaders: { "Acme-Version": "2026-01-01" },
  securitySchemes: {
    appId: { type: "apiKey", header: "X-App-Id", credential: "appId" },
    token: { type: "bearer", credential: "token" },
    signature: {
      type: "hmac",
      header: "X-Signature",
      hmac: {
        credential: "secret",
        algorithm: "SHA-256",
        keyEncoding: "utf8",
        message: ["{method}", "{path}", "{query}", "{bodyHash}"],
        separator: "",
        bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
        encoding: "hex",
        value: "{signature}",
      },
    },
  },
  requiredCredentials: ["appId", "secret"],
  operations: {
    getUser: { method: "GET", path: "/users/{id}", security: [["appId", "signature"]] },
    createUser: { method: "POST", path: "/users", security: [["appId", "signature"]] },
    deleteUser: { method: "DELETE", path: "/users/{id}", security: [["token"], ["appId"]] },
    getStatus: { method: "GET", path: "/status", security: [] },
  },
} as const satisfies Provider;

/** A made-up provider with several kinds of authentication, as a generated package would export it. */
export const acme: typeof table & { readonly "~types"?: AcmeTypes } = table;

/** The same provider, whose `createUser` accepts an idempotency key. */
export const keyedAcme: typeof acme = {
  ...acme,
  operations: {
    ...acme.operations,
    createUser: { ...acme.operations.createUser, idempotencyHeader: "Idempotency-Key" },
  },
} satisfies Provider as typeof acme;
