import {
  type Body,
  type OpenApiDocument,
  type OperationEntry,
  type Parameter,
  type Reference,
  resolved,
} from "../document/document.ts";
import { codeSpan, escapedMarkdown, neutralLine } from "../markdown/provider-text.ts";
import { EVIDENCE } from "./evidence.ts";
import { fieldList, tableCell } from "./field-list.ts";
import { typeOf } from "./schema-facts.ts";

/** The document and the package that a Markdown page is about. */
export interface MarkdownContext {
  readonly document: OpenApiDocument;
  readonly packageName: string;
}

/** Returns an operation as a Markdown page, for programs and for reading in an editor. */
export function operationMarkdown(entry: OperationEntry, context: MarkdownContext): string {
  const { id, method, path, operation } = entry;
  const { info } = context.document;
  return page([
    `# ${escapedMarkdown(operation.summary ?? id)}`,
    codeSpan(`${method.toUpperCase()} ${path}`),
    list([
      `operationId: ${codeSpan(operation.operationId ?? id)}`,
      `API: ${escapedMarkdown(`${info.title}, version ${info.version}`)}`,
      `package: \`${context.packageName}\``,
      `authentication: ${security(entry, context.document)}`,
      evidence(entry),
      operation.deprecated === true ? "deprecated" : "",
      operation.externalDocs?.url === undefined
        ? ""
        : `provider's documentation: ${escapedMarkdown(operation.externalDocs.url)}`,
    ]),
    operation.description ?? "",
    parameters(entry, context.document),
    ...bodies(entry, context.document),
    ...samples(entry),
  ]);
}

/** Returns all webhook events of a document as one Markdown page. */
export function eventsMarkdown(
  events: readonly OperationEntry[],
  { document }: MarkdownContext,
): string {
  return page([
    `# Webhook events of the ${escapedMarkdown(document.info.title)}`,
    ...events.flatMap(({ path, operation }) => [
      `## ${codeSpan(path)}`,
      escapedMarkdown(operation.summary ?? ""),
      operation.description ?? "",
      ...body("Payload", operation.requestBody, { document, listed: new Set() }).map((part) =>
        part.replace(/^## /, "### "),
      ),
    ]),
  ]);
}

function evidence({ operation }: OperationEntry): string {
  const value = operation["x-countersign-evidence"];
  return value === undefined
    ? ""
    : `evidence: ${escapedMarkdown(value)}. ${EVIDENCE[value] ?? ""}`.trim();
}

function security({ operation }: OperationEntry, document: OpenApiDocument): string {
  const alternatives = operation.security ?? document.security ?? [];
  const listed = alternatives.map((schemes) => {
    const names = Object.keys(schemes).map(codeSpan);
    return names.length === 0 ? "none" : names.join(" and ");
  });
  return listed.length === 0 ? "none" : listed.join(", or ");
}

function parameters({ pathItem, operation }: OperationEntry, document: OpenApiDocument): string {
  const shared = (pathItem.parameters ?? []) as readonly (Parameter | Reference)[];
  const all = [...shared, ...(operation.parameters ?? [])].map((each) => resolved(document, each));
  if (all.length === 0) return "";
  const rows = all.map(({ name, in: location, required, schema = {}, description = "" }) => {
    const type = escapedMarkdown(typeOf(schema));
    const cells = [
      codeSpan(name),
      escapedMarkdown(location),
      type,
      required === true ? "yes" : "no",
    ];
    return `| ${[...cells, neutralLine(description)].map(tableCell).join(" | ")} |`;
  });
  const head = "| name | in | type | required | description |\n|---|---|---|---|---|";
  return `## Parameters\n\n${head}\n${rows.join("\n")}`;
}

/** Returns the request body and the responses. Identical field lists are written only once. */
function bodies({ operation }: OperationEntry, document: OpenApiDocument): string[] {
  const listed = new Set<string>();
  return [
    ...body("Request body", operation.requestBody, { document, listed }),
    ...Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
      body(`Response ${escapedMarkdown(status)}`, response, { document, listed }),
    ),
  ];
}

function body(
  title: string,
  given: Body | Reference | undefined,
  { document, listed }: { document: OpenApiDocument; listed: Set<string> },
): string[] {
  if (given === undefined) return [];
  const { description = "", content = {} } = resolved(document, given);
  const parts = Object.entries(content).flatMap(([mediaType, { schema = {}, ...media }]) => {
    const fields = fieldList(schema, document);
    const isKnown = fields !== "" && listed.has(fields);
    listed.add(fields);
    return [
      `${codeSpan(mediaType)}: ${escapedMarkdown(typeOf(schema))}${isKnown ? ", with the same fields as above" : ""}`,
      isKnown ? "" : fields,
      ...examples(media, document),
    ];
  });
  return [`## ${title}`, description, ...parts];
}

function examples(
  {
    example,
    examples: named = {},
  }: { example?: unknown; examples?: Readonly<Record<string, object>> },
  document: OpenApiDocument,
): string[] {
  const values = [
    ...(example === undefined ? [] : [example]),
    ...Object.values(named).map((each) => resolved<{ value?: unknown }>(document, each).value),
  ];
  // One example is enough; openapi.json has them all.
  return values.slice(0, 1).map((value) => fenced("json", JSON.stringify(value, null, 2) ?? ""));
}

function samples({ operation }: OperationEntry): string[] {
  const all = operation["x-codeSamples"] ?? [];
  if (all.length === 0) return [];
  return [
    "## Samples",
    ...all.flatMap(({ lang, label, source }) => [
      `### ${escapedMarkdown(label ?? lang)}`,
      fenced(lang.toLowerCase().replace(/[^\w+#-]/g, ""), source.trimEnd()),
    ]),
  ];
}

/** Returns a code block whose fence is longer than any run of backticks in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function list(items: readonly string[]): string {
  return items
    .filter((item) => item !== "")
    .map((item) => `- ${item.replace(/\s+/g, " ")}`)
    .join("\n");
}

function page(blocks: readonly string[]): string {
  return `${blocks
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .join("\n\n")}\n`;
}
