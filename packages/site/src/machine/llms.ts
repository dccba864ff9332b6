import type { Guide } from "../guides/guide.ts";
import { escapedMarkdown } from "../markdown/provider-text.ts";
import type { Facts } from "../reference/facts.ts";

/** The contents of the files for language models. */
export interface LlmsParts {
  readonly lead: string;
  readonly guides: readonly Guide[];
  readonly providers: readonly Facts[];
}

/** Returns `llms.txt`: a summary of the site, and a link to each Markdown page and document. */
export function llmsIndex({ lead, guides, providers }: LlmsParts): string {
  const sections = providers.map(({ title, name, summary, operations }) => {
    const folder = `providers/${name}`;
    const documents = [
      `- [OpenAPI document](${folder}/openapi.json)`,
      `- [Postman collection](${folder}/postman.json)`,
      `- [Webhook events](${folder}/webhooks.md)`,
    ];
    const pages = operations.map(({ id, method, path, ...operation }) => {
      const about = `${escapedMarkdown(`${method.toUpperCase()} ${path}: ${operation.summary}`)}`;
      return `- [${id}](${folder}/operations/${id}.md): ${about}`;
    });
    return [
      `## ${escapedMarkdown(title)}`,
      escapedMarkdown(summary),
      [...documents, ...pages].join("\n"),
    ].join("\n\n");
  });
  const links = guides.map(({ title, markdownPath, lead: about }) => {
    return `- [${title}](${markdownPath}): ${about}`;
  });
  return `${["# Countersign", `> ${lead}`, "URLs are relative to this file. llms-full.txt contains all Markdown pages in one file.", `## Guides\n\n${links.join("\n")}`, ...sections].join("\n\n")}\n`;
}

/** Returns `llms-full.txt`: all Markdown pages of the site in one file. */
export function llmsFull(
  { lead }: LlmsParts,
  pages: readonly { readonly path: string; readonly text: string }[],
): string {
  const parts = pages.map(({ path, text }) => `<!-- ${path} -->\n\n${text.trim()}`);
  return `${["# Countersign", `> ${lead}`, ...parts].join("\n\n")}\n`;
}
