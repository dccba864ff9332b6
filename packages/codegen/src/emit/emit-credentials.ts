import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { docComment, header, propertyName } from "./text.ts";

/** Returns the interface of a provider's credentials, with the description and use of each. */
export function emitCredentials(model: Model, source: string): EmittedFile {
  const members = model.credentials.map(({ name, required, description, use }) => {
    const comment = docComment([description, use], { indent: "  " });
    return `${comment}  ${propertyName(name)}${required ? "" : "?"}: string;\n`;
  });
  const text = [
    header(source),
    "\n",
    docComment([`Credentials for the ${model.title}.`]),
    `export interface ${model.typeName}Credentials {\n`,
    members.join("\n"),
    "}\n",
  ];
  return { path: "src/generated/credentials.ts", text: text.join("") };
}
