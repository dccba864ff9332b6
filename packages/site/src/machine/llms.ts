import type { Guide } from "../guides/guide.ts";
import type { Facts } from "../reference/facts.ts";

/** What the files for language models are made of. */
export interface LlmsParts {
  readonly lead: string;
  readonly guides: readonly Guide[];
  readonly providers: readonly Facts[];
}

/** Returns `llms.txt`: what the site is, and a link to every text of it. */
export function llmsIndex({ lead, guides, providers }: LlmsParts): string {
  const sections = providers.map(({ title, name, summary, operations }) => {
    const folder = `providers/${name}`;
    const documents = [
      `- [OpenAPI document](${folder}/openapi.json)`,
      `- [Postman collection](${folder}/postman.json)`,
      `- [Webhook events](${folder}/webhooks.md)`,
    ];
    const pages = operations.map(({ id, method, path, ...operation }) => {
      const what = `${method.toUpperCase()} ${path}: ${oneLine(operation.summary)}`;
      return `- [${id}](${folder}/operations/${id}.md): ${what}`;
    });
    return [`## ${oneLine(title)}`, summary, [...documents, ...pages].join("\n")].join("\n\n");
  });
  const texts = guides.map(({ title, markdownPath, lead: about }) => {
    return `- [${title}](${markdownPath}): ${about}`;
  });
  return `${["# Countersign", `> ${lead}`, "Addresses are relative to this file. llms-full.txt holds all of these texts in one.", `## Guides\n\n${texts.join("\n")}`, ...sections].join("\n\n")}\n`;
}

/** Returns `llms-full.txt`: every text of the site, one after the other. */
export function llmsFull(
  { lead }: LlmsParts,
  texts: readonly { readonly path: string; readonly text: string }[],
): string {
  const parts = texts.map(({ path, text }) => `<!-- ${path} -->\n\n${text.trim()}`);
  return `${["# Countersign", `> ${lead}`, ...parts].join("\n\n")}\n`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
