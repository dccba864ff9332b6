import type { Provider } from "../../src/provider-table/provider.ts";
import type { ServerSentEvent } from "../../src/transport/read-events.ts";

type StreamingEvents<Data> = AsyncIterable<ServerSentEvent<Data>>;

interface StreamingOperations {
  watchEvents: {
    input: object;
    response: StreamingEvents<{ id: string }>;
    errors: { 404: { reason: string } };
  };
  chat: {
    input: { body: { stream?: boolean } };
    response: { text: string } | StreamingEvents<{ delta: string }>;
    errors: object;
  };
  readLines: { input: object; response: StreamingEvents<string>; errors: object };
  watchBoth: {
    input: object;
    response: AsyncIterable<
      { event: "log"; data: string } | { event: "step"; data: { step: number } }
    >;
    errors: object;
  };
  getPlain: { input: object; response: { ok: boolean }; errors: object };
}

interface StreamingTypes {
  readonly credentials: { secret?: string };
  readonly operations: StreamingOperations;
  readonly paths: {
    GET: {
      "/events": StreamingOperations["watchEvents"];
      "/plain": StreamingOperations["getPlain"];
    };
    POST: { "/chat": StreamingOperations["chat"] };
  };
}

const table = {
  name: "streaming",
  title: "Streaming API",
  version: "1",
  servers: { production: "https://api.acme.test" },
  defaultHeaders: {},
  securitySchemes: { key: { type: "apiKey", header: "X-Key", credential: "secret" } },
  requiredCredentials: [],
  operations: {
    watchEvents: {
      method: "GET",
      path: "/events",
      security: [],
      responseType: "events",
      eventStream: { text: false },
    },
    chat: {
      method: "POST",
      path: "/chat",
      security: [],
      eventStream: { text: false, otherTypes: ["application/json"] },
    },
    readLines: {
      method: "GET",
      path: "/lines",
      security: [],
      responseType: "events",
      eventStream: { text: true },
    },
    watchBoth: {
      method: "GET",
      path: "/both",
      security: [],
      responseType: "events",
      eventStream: { text: ["log"] },
    },
    getPlain: { method: "GET", path: "/plain", security: [] },
  },
} as const satisfies Provider;

/** A made-up provider with event streams, as a generated package would export it. */
export const streaming: typeof table & { readonly "~types"?: StreamingTypes } = table;
