import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";

/** Returns the bundled and overlaid OpenAPI document, for use with other tools. */
export function emitDocument({ document }: Model): EmittedFile {
  return { path: "openapi.json", text: `${JSON.stringify(document, null, 2)}\n` };
}
