import { expectTypeOf, test } from "vitest";
import type { Sandbox, SandboxConnection } from "../src/index.ts";

interface ClientOptions {
  readonly apiKey: string | (() => string);
  readonly baseUrl?: string;
  readonly retries?: number;
}

declare const sandbox: Sandbox;
declare function createClient(options: ClientOptions): void;

test("accepts a connection as the options of a client", () => {
  createClient(sandbox.connection("acme"));
  createClient({ ...sandbox.connection("acme"), retries: 0 });
});

test("types a connection on its own with a base URL and optional credentials", () => {
  const connection = sandbox.connection("acme");
  expectTypeOf(connection).toEqualTypeOf<SandboxConnection>();
  expectTypeOf(connection.baseUrl).toEqualTypeOf<string>();
  expectTypeOf(connection.apiKey).toEqualTypeOf<string | undefined>();
});
