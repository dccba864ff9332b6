import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { header } from "./text.ts";

/** Returns the entry file of a provider package, with everything that it exports. */
export function emitIndex({ typeName, valueName, webhooks }: Model, source: string): EmittedFile {
  const parts = webhooks === undefined ? "" : ` ${valueName}Api, ${valueName}Webhooks,`;
  const text = `${header(source)}
export { type Client, type ClientOptions, createClient } from "./client.ts";
export { ${valueName},${parts} type ${typeName}Types } from "./provider.ts";
export type * from "./types.ts";
`;
  return { path: "src/generated/index.ts", text };
}
