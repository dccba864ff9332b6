import type { Model } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";

/** Returns the bundled and overlaid OpenAPI document, for people's own tools. */
export function emitDocument({ document }: Model): EmittedFile {
  return { path: "openapi.json", text: `${JSON.stringify(document, null, 2)}\n` };
}
