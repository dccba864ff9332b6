export type { OpenApiDocument } from "./documents/open-api-document.ts";
export type { Sandbox, SandboxConnection } from "./sandbox.ts";
export { SandboxError, type SandboxErrorCode } from "./sandbox-error.ts";
export type { SandboxExchange } from "./sandbox-exchange.ts";
export type { SandboxOptions } from "./sandbox-options.ts";
export { startSandbox } from "./start-sandbox.ts";
