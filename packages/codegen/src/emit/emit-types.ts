import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { hasServerOptions } from "./server-options.ts";
import { header } from "./text.ts";

/** Returns the module that exports every type of a document by name. */
export function emitTypes(model: Model, source: string): EmittedFile {
  const { typeName } = model;
  const servers = hasServerOptions(model)
    ? `export type { ${typeName}ServerOptions } from "./servers.ts";\n`
    : "";
  const text = `${header(source)}
export type { ${typeName}Credentials } from "./credentials.ts";
export type * from "./operations.ts";
export type * from "./schema.ts";
${servers}export type * from "./webhooks.ts";
`;
  return { path: "src/generated/types.ts", text };
}
