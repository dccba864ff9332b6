export type { OpenApiDocument } from "./documents/open-api-document.ts";
export { SandboxError, type SandboxErrorCode } from "./errors/sandbox-error.ts";
export type { Breakage } from "./exchange/breakage.ts";
export type { SandboxExchange } from "./exchange/sandbox-exchange.ts";
export type { Fault, FaultRule } from "./faults/fault.ts";
export type { Sandbox, SandboxConnection } from "./server/sandbox.ts";
export type { SandboxOptions } from "./server/sandbox-options.ts";
export { startSandbox } from "./server/start-sandbox.ts";
