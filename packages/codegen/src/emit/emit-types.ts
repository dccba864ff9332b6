import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { header } from "./text.ts";

/** Returns the module that exports every type of a document by name. */
export function emitTypes({ typeName }: Model, source: string): EmittedFile {
  const text = `${header(source)}
export type { ${typeName}Credentials } from "./credentials.js";
export type * from "./operations.js";
export type * from "./schema.js";
export type * from "./webhooks.js";
`;
  return { path: "src/generated/types.ts", text };
}
