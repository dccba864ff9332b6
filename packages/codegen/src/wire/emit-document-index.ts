import { header, literal } from "../emit/text.ts";
import type { EmittedFile } from "../write/emitted-file.ts";
import type { ProviderPackage } from "./emit-facade-entry.ts";

/** Returns the list of the providers' OpenAPI documents, for a package that loads them at run time. */
export function emitDocumentIndex(providers: readonly ProviderPackage[]): EmittedFile {
  const documents = Object.fromEntries(
    providers.map(({ name, specifier }) => [name, `${specifier}/openapi.json`]),
  );
  const text = `${header("the dependencies of this package")}
/** Module specifier of each provider's OpenAPI document. */
export const documents: Readonly<Record<string, string>> = ${literal(documents)};
`;
  return { path: "src/generated/documents.ts", text };
}
