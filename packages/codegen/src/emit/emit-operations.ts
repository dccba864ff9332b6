import type { Model, OperationModel } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { docComment, header, literal, propertyName } from "./text.ts";

/** Returns the interface of operations by operationId, documented for editors. */
export function emitOperations(model: Model, source: string): EmittedFile {
  const members = model.operations.map(
    (operation) =>
      `${documentation(operation)}  ${propertyName(operation.id)}: operations[${literal(operation.id)}];\n`,
  );
  const text = [
    header(source),
    '\nimport type { operations } from "./schema.js";\n\n',
    docComment([`The operations of the ${model.title}, by operationId.`]),
    `export interface ${model.typeName}Operations {\n`,
    members.join("\n"),
    "}\n",
  ];
  return { path: "src/generated/operations.ts", text: text.join("") };
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
    served.length > 0 ? `Served at ${served.join(" and ")}.` : undefined,
  ];
  return docComment(paragraphs, { tags, indent: "  " });
}
