import type { EmittedFile } from "./emitted-file.ts";
import { docComment, header, literal } from "./text.ts";

/** What a facade entry needs to know of a provider package. */
export interface ProviderPackage {
  /** `@countersign/paywint`. */
  readonly specifier: string;
  /** `paywint`. */
  readonly name: string;
  /** The name as a value: `paywint`. */
  readonly valueName: string;
  /** The name as part of a type's name: `Paywint`. */
  readonly typeName: string;
  /** Title of the API. */
  readonly title: string;
}

/** Returns the facade's entry for one provider: the bound factory and its types. */
export function emitFacadeEntry(provider: ProviderPackage): EmittedFile {
  const { specifier, valueName, typeName, title } = provider;
  const text = [
    header(specifier),
    `
import { ${valueName} } from ${literal(specifier)};
import type { Client, ClientOptions } from "../client.js";
import { connect } from "../connect.js";

`,
    docComment([`Options of a client of the ${title}.`]),
    `export type ${typeName}ClientOptions = ClientOptions<typeof ${valueName}>;

`,
    docComment([
      `A client of the ${title}: a method per operation, and \`GET\`, \`POST\`, … by path.`,
    ]),
    `export type ${typeName}Client = Client<typeof ${valueName}>;

`,
    docComment([`Returns a client of the ${title} that authenticates and signs every request.`], {
      tags: ["@throws CountersignError when an option is missing or cannot be used."],
    }),
    `export function create${typeName}Client(options: ${typeName}ClientOptions): ${typeName}Client {
  return connect(${valueName}, options);
}

export type { components, operations, paths, webhooks } from ${literal(specifier)};
`,
  ];
  return { path: `src/providers/${provider.name}.ts`, text: text.join("") };
}
