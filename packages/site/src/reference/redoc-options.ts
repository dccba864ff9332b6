import { type OpenApiDocument, operationsOf } from "../document/document.ts";
import { SCHEMAS_TAG } from "./anchors.ts";

/**
 * Returns how Redoc shows a document. It offers only the kinds of samples that are listed, in that order; without a
 * list it has a set of languages of its own, in which ours are not.
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

/** The highlighter's names of languages. */
const LANGUAGES: Readonly<Record<string, string>> = { Shell: "bash", TypeScript: "typescript" };
