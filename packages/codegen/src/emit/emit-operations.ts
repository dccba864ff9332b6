import type { Model, OperationModel } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { operationTypes, sharedNames } from "./operation-types.ts";
import { docComment, header, literal, propertyName } from "./text.ts";
import type { TypeNames } from "./type-names.ts";

/** Returns the types of all operations, and their interface by operationId, documented for editors. */
export function emitOperations(model: Model, names: TypeNames, source: string): EmittedFile {
  const members = model.operations.map((operation) => {
    const own = names.operations.get(operation.id);
    const types = `{ input: ${own?.input}; response: ${own?.response}; errors: ${own?.errors} }`;
    return `${documentation(operation)}  ${propertyName(operation.id)}: ${types};\n`;
  });
  const types = model.operations.map(
    (operation) => `\n${operationTypes(operation, names).trimEnd()}\n`,
  );
  const usesSchema = types.some((type) => type.includes("operations["));
  const imported = [...sharedNames(names), ...(usesSchema ? ["operations"] : [])];
  const text = [
    header(source),
    imported.length > 0 ? `\nimport type { ${imported.join(", ")} } from "./schema.ts";\n\n` : "\n",
    docComment([`The operations of the ${model.title}, by operationId.`]),
    `export interface ${model.typeName}Operations {\n`,
    members.join("\n"),
    "}\n",
    ...(types.some((type) => type.includes("ServerSentEvent<")) ? [SERVER_SENT_EVENT] : []),
    ...types,
    "\n",
    docComment([`The operations of the ${model.title}, by method and path.`]),
    `export interface ${model.typeName}Paths {\n`,
    ...byMethod(model),
    "}\n",
  ];
  return { path: "src/generated/operations.ts", text: text.join("") };
}

/** The event of a stream whose data alone is described. */
const SERVER_SENT_EVENT = `
/**
 * A server-sent event.
 */
export interface ServerSentEvent<Data> {
  /** Its name; \`message\` if it has none. */
  event: string;
  data: Data;
  /** The ID that it sets, if any. */
  id?: string;
}
`;

function byMethod({ operations, typeName }: Model): string[] {
  const methods = [...new Set(operations.map(({ method }) => method))].sort();
  return methods.map((method) => {
    const paths = operations
      .filter((operation) => operation.method === method)
      .map(({ path, id }) => `    ${propertyName(path)}: ${typeName}Operations[${literal(id)}];\n`);
    return `  ${method}: {\n${paths.join("")}  };\n`;
  });
}

function documentation(operation: OperationModel): string {
  const tags = [
    ...(operation.deprecated
      ? ["@deprecated The provider advises against using this operation."]
      : []),
    ...(operation.documentation ? [`@see {@link ${operation.documentation}}`] : []),
  ];
  const request = `\`${operation.method} ${operation.path.replaceAll("`", "'")}\``;
  const { summary, description } = operation;
  const served = operation.servers.map(({ environment, url }) => `\`${url}\` (${environment})`);
  const paragraphs = [
    summary,
    request,
    description === summary ? undefined : description,
    streamOf(operation),
    served.length > 0 ? `Served at ${served.join(" and ")}.` : undefined,
  ];
  return docComment(paragraphs, { tags, indent: "  " });
}

function streamOf({ eventStream, responseType }: OperationModel): string | undefined {
  if (eventStream === undefined) return undefined;
  if (responseType === "events") return "Returns a stream of server-sent events.";
  return 'Returns a stream if the response is one; pass `parseAs: "events"` or `"json"` to require either.';
}
