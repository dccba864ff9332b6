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
    imported.length > 0 ? `\nimport type { ${imported.join(", ")} } from "./schema.js";\n\n` : "\n",
    docComment([`The operations of the ${model.title}, by operationId.`]),
    `export interface ${model.typeName}Operations {\n`,
    members.join("\n"),
    "}\n",
    ...types,
    "\n",
    docComment([`The operations of the ${model.title}, by method and path.`]),
    `export interface ${model.typeName}Paths {\n`,
    ...byMethod(model),
    "}\n",
  ];
  return { path: "src/generated/operations.ts", text: text.join("") };
}

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
    served.length > 0 ? `Served at ${served.join(" and ")}.` : undefined,
  ];
  return docComment(paragraphs, { tags, indent: "  " });
}
