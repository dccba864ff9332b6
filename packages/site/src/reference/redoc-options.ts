import { type OpenApiDocument, operationsOf } from "../document/document.ts";
import { SCHEMAS_TAG } from "./anchors.ts";

/**
 * Returns Redoc's options for a document. Redoc shows only the listed kinds of samples, in that order. Without a
 * list it uses its own languages, which do not include ours.
 */
export function redocOptions(document: OpenApiDocument): object {
  const samples = operationsOf(document).flatMap((each) => each.operation["x-codeSamples"] ?? []);
  const kinds = new Map(
    samples.map(({ lang, label = lang }) => [label, { lang: LANGUAGES[lang] ?? lang, label }]),
  );
  return {
    schemaDefinitionsTagName: SCHEMAS_TAG,
    hideDownloadButtons: true,
    sortRequiredPropsFirst: true,
    scrollYOffset: 48,
    codeSamples: {
      languages: [...kinds.values(), { lang: "payload", label: "Payload" }],
    },
  };
}

/** The highlighter's names for languages. */
const LANGUAGES: Readonly<Record<string, string>> = { Shell: "bash", TypeScript: "typescript" };
