import { expectTypeOf, test } from "vitest";
import type { Sandbox, SandboxConnection } from "../src/index.ts";

interface ClientOptions {
  readonly apiKey: string | (() => string);
  readonly baseUrl?: string;
  readonly retries?: number;
}

declare const sandbox: Sandbox;
declare function createClient(options: ClientOptions): void;

test("a connection is taken as the options of a client", () => {
  createClient(sandbox.connection("acme"));
  createClient({ ...sandbox.connection("acme"), retries: 0 });
});

test("a connection by itself has a base URL and perhaps the credential asked for", () => {
  const connection = sandbox.connection("acme");
  expectTypeOf(connection).toEqualTypeOf<SandboxConnection>();
  expectTypeOf(connection.baseUrl).toEqualTypeOf<string>();
  expectTypeOf(connection.apiKey).toEqualTypeOf<string | undefined>();
});
