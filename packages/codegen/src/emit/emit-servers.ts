import type { Model, ServerVariableModel } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { hasServerOptions, type ServerOption, serverOptions } from "./server-options.ts";
import { docComment, header, literal, propertyName } from "./text.ts";

/**
 * Returns the interface of a client's options for the variables in the URLs of its servers; nothing for a
 * document without such variables.
 */
export function emitServers(model: Model, source: string): EmittedFile[] {
  if (!hasServerOptions(model)) return [];
  const environments = serverOptions(model);
  const names = new Set(environments.flatMap(({ options }) => options.map(({ name }) => name)));
  const members = environments.map(({ environment, options }) => {
    const others = [...names].filter((name) => !options.some((option) => option.name === name));
    const lines = [
      ...options.map(member),
      // Declared, so that an option which the environment ignores does not compile.
      ...others.map((name) => `    ${propertyName(name)}?: undefined;\n`),
    ];
    return `  ${propertyName(environment)}: {\n${lines.join("")}  };\n`;
  });
  const text = [
    header(source),
    "\n",
    docComment([
      `Options for what varies in the URLs of the ${model.title}'s servers, by environment.`,
    ]),
    `export interface ${model.typeName}ServerOptions {\n`,
    members.join(""),
    "}\n",
  ];
  return [{ path: "src/generated/servers.ts", text: text.join("") }];
}

function member(option: ServerOption): string {
  const { name, description, values, isRequired } = option;
  const comment = docComment([description, facts(option)], { indent: "    " });
  const type = values?.map((value) => literal(value)).join(" | ") ?? "string";
  return `${comment}    ${propertyName(name)}${isRequired ? "" : "?"}: ${type};\n`;
}

function facts(option: ServerOption): string {
  const urls = option.urls.map((url) => `\`${url}\``).join(", ");
  const isOwn = !option.isRequired && option.default === undefined;
  return [
    `Part of ${urls}.`,
    variableFacts(option),
    ...(isOwn ? ["Only operations with their own servers need it."] : []),
  ].join(" ");
}

/** Returns the values and the default of a variable, as sentences. */
export function variableFacts({ values, default: usual }: ServerVariableModel): string {
  return [
    ...(values === undefined ? [] : [`One of ${values.map((v) => `\`${v}\``).join(", ")}.`]),
    usual === undefined ? "There is no default." : `Default: \`${usual}\`.`,
  ].join(" ");
}
