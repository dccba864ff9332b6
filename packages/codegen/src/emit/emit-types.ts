import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { hasServerOptions } from "./server-options.ts";
import { header } from "./text.ts";

/** Returns the module that exports every type of a document by name. */
export function emitTypes(model: Model, source: string): EmittedFile {
  const { typeName } = model;
  const servers = hasServerOptions(model)
    ? `export type { ${typeName}ServerOptions } from "./servers.js";\n`
    : "";
  const text = `${header(source)}
export type { ${typeName}Credentials } from "./credentials.js";
export type * from "./operations.js";
export type * from "./schema.js";
${servers}export type * from "./webhooks.js";
`;
  return { path: "src/generated/types.ts", text };
}
