import type { Provider } from "../../src/provider-table/provider.ts";

interface AcmeOperations {
  /** Reads a user. */
  getUser: {
    parameters: { path: { id: string }; query?: { expand?: string[] } };
    requestBody?: never;
    responses: {
      200: { content: { "application/json": { id: string } } };
      404: { content: { "application/json": { reason: string } } };
    };
  };
  /** Creates a user. */
  createUser: {
    parameters: { path?: never; header?: { "Acme-Version"?: string } };
    requestBody: { content: { "application/json": { name: string } } };
    responses: { 201: { content: { "application/json": { id: string } } } };
  };
  /** Deletes a user. */
  deleteUser: {
    parameters: { path: { id: string } };
    requestBody?: never;
    responses: { 204: { content?: never } };
  };
  /** Returns whether the API is up. */
  getStatus: {
    parameters: { path?: never };
    requestBody?: never;
    responses: { 200: { content: { "application/json": { ok: boolean } } } };
  };
}

interface AcmeTypes {
  readonly credentials: { appId: string; secret: string; token?: string };
  readonly operations: AcmeOperations;
  readonly paths: {
    "/users/{id}": { get: AcmeOperations["getUser"]; delete: AcmeOperations["deleteUser"] };
    "/users": { post: AcmeOperations["createUser"] };
    "/status": { get: AcmeOperations["getStatus"] };
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
