import type { Model, SecuritySchemeModel } from "@countersign/spec/model";
import { credentialNames } from "@countersign/spec/model";
import { credentialVariable } from "./credential-variable.ts";
import { type FirstCall, firstCall } from "./first-call.ts";
import type { OwnPackage } from "./own-package.ts";
import { serverProperties } from "./server-properties.ts";
import { around } from "./template-text.ts";
import { literal, propertyName } from "./text.ts";

/**
 * Returns a README's section on how to install a package and make a first call. If the API requires signatures, the
 * call uses `connect` from the `countersign` package, because the plain client sends only the headers it is given.
 */
export function readmeUsage(model: Model, { name, isPrivate }: OwnPackage): string {
  const schemes = usedSchemes(model);
  const isSigned = schemes.some(({ kind }) => kind === "hmac");
  const call = firstCall(model);
  const program = isSigned ? connectedCall : plainCall;
  const installed = [
    ...(isPrivate ? [] : [name]),
    ...(isSigned && call !== undefined ? ["countersign"] : []),
  ];
  return [
    ...(installed.length === 0 ? [] : [fenced("sh", `npm install ${installed.join(" ")}`)]),
    // Not `ts`: tests run the `ts` blocks of a README, but a new provider has no sandbox.
    ...(call === undefined
      ? []
      : [fenced("typescript", program(call, { model, packageName: name, schemes }))]),
  ].join("\n");
}

interface Usage {
  readonly model: Model;
  readonly packageName: string;
  readonly schemes: readonly SecuritySchemeModel[];
}

/** The schemes of each operation's first alternative. */
function usedSchemes({ operations, securitySchemes }: Model): SecuritySchemeModel[] {
  const used = new Set(operations.flatMap(({ security }) => security[0] ?? []));
  return securitySchemes.filter(({ name }) => used.has(name));
}

function connectedCall(
  { operation, ...call }: FirstCall,
  { model, packageName, schemes }: Usage,
): string {
  const needed = new Set(schemes.flatMap(credentialNames));
  const options = model.credentials
    .filter(({ name, required }) => required || needed.has(name))
    .map(({ name }) => `  ${name}: ${variable(model, name)} ?? "",\n`);
  const server = serverProperties(model, "https://…").map((option) => `  ${option},\n`);
  return `import { connect } from "countersign";
import { ${model.valueName} } from ${literal(packageName)};

const client = connect(${model.valueName}, {
${[...options, ...server].join("")}});
console.log(await client.${operation.id}(${inputOf(call)}));
`;
}

function plainCall(
  { operation, ...call }: FirstCall,
  { model, packageName, schemes }: Usage,
): string {
  const headers = schemes.flatMap((scheme) => headerOf(model, scheme));
  const options = [
    ...serverProperties(model, "https://…"),
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(", ")} }`]),
  ];
  const given = options.length === 0 ? "" : `{ ${options.join(", ")} }`;
  const input = inputOf(call);
  const path = literal(operation.path);
  return `import { createClient } from ${literal(packageName)};

const client = createClient(${given});
const { data, response } = await client.${operation.method}(${path}${input === "" ? "" : `, ${input}`});
console.log(response.status, data);
`;
}

/** Input other than path parameters is for the reader to fill in. */
function inputOf({ pathParameters, isComplete }: Omit<FirstCall, "operation">): string {
  const rows = Object.entries(pathParameters).map(
    ([name, value]) => `${propertyName(name)}: ${literal(value)}`,
  );
  const parts = [
    ...(rows.length === 0 ? [] : [`params: { path: { ${rows.join(", ")} } }`]),
    ...(isComplete ? [] : ["/* plus what the compiler requires */"]),
  ];
  return parts.length === 0 ? "" : `{ ${parts.join(", ")} }`;
}

/** Only plain headers: keys in queries and cookies are left to the facade. */
function headerOf(model: Model, scheme: SecuritySchemeModel): string[] {
  if (scheme.kind !== "apiKey" && scheme.kind !== "bearer") return [];
  const value = variable(model, scheme.credential);
  return scheme.kind === "apiKey"
    ? [`${propertyName(scheme.header)}: ${around(scheme, value)}`]
    : [`Authorization: \`Bearer \${${value}}\``];
}

function variable(model: Model, credential: string): string {
  return `process.env.${credentialVariable(model, credential)}`;
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\`\n`;
}
