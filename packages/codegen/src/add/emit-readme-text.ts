import { readmeMarkers } from "../emit/emit-readme.ts";
import type { EmittedFile } from "../emit/emitted-file.ts";
import { literal, propertyName } from "../emit/text.ts";
import type { CredentialModel, Model, SecuritySchemeModel } from "../model/model.ts";
import { credentialVariable } from "../samples/credential-variable.ts";
import { toLine } from "../sync/to-line.ts";
import type { PackagePlan } from "./emit-package.ts";
import { type SampleCall, sampleCall } from "./sample-call.ts";

/** Returns a new package's README, with a place for the table of operations. */
export function emitReadmeText(model: Model, plan: PackagePlan): EmittedFile {
  const { valueName, version } = model;
  const title = markdown(model.title.trim().replace(/^the\s+/i, ""));
  const call = sampleCall(model);
  const from = plan.address === undefined ? "an" : `[the provider's own](<${plan.address}>)`;
  const text = `# ${plan.packageName}

A typed client for the ${title}, version ${markdown(version)}. Generated from ${from} OpenAPI document; one
dependency, openapi-fetch.

\`\`\`sh
npm install ${plan.packageName}
\`\`\`
${call === undefined ? "" : snippet(model, { call, packageName: plan.packageName })}
## Operations

${readmeMarkers}

## Environments

${environments(model)}

## Credentials

${credentials(model, plan)}

Redirects are not followed, since \`fetch\` would carry keys and body to another host: a 3xx answer is returned
as an error. Decide by \`response.ok\`, because the body of an error may be empty.

## Facts as data

\`${valueName}\` is the frozen table of servers, security schemes and operations; \`${plan.packageName}/openapi.json\` is the
document itself. MIT licensed.
`;
  return { path: "README.md", text };
}

/** What the operation asks for beyond its path is for the reader to fill in. */
function snippet(
  model: Model,
  { call, packageName }: { call: SampleCall; packageName: string },
): string {
  const { operation, pathParameters, isComplete } = call;
  const rows = Object.entries(pathParameters).map(
    ([name, value]) => `${propertyName(name)}: ${literal(value)}`,
  );
  const path = rows.length === 0 ? "" : `params: { path: { ${rows.join(", ")} } }`;
  const rest = isComplete ? "" : `${path === "" ? "" : ", "}/* and what the compiler asks for */`;
  const input = `${path}${rest}`;
  // The repository runs blocks of `ts`, with a sandbox and dependencies that a new provider has not.
  return `
\`\`\`typescript
import { createClient } from "${packageName}";

const client = createClient({${options(model)}});
const { data, response } = await client.${operation.method}(${literal(operation.path)}${input === "" ? "" : `, { ${input} }`});
console.log(response.status, data);
\`\`\`
`;
}

function options(model: Model): string {
  const { servers, securitySchemes, operations } = model;
  const [server] = servers;
  const target =
    server === undefined
      ? ['baseUrl: "https://…"']
      : servers.length === 1
        ? []
        : [`environment: ${literal(server.environment)}`];
  const used = new Set(operations.flatMap(({ security }) => security[0] ?? []));
  const headers = securitySchemes.filter(({ name }) => used.has(name)).flatMap(headerOf(model));
  const all = [...target, ...(headers.length === 0 ? [] : [`headers: { ${headers.join(", ")} }`])];
  return all.length === 0 ? "" : ` ${all.join(", ")} `;
}

/** Signatures are computed, and queries and cookies are no headers: the facade sends those. */
function headerOf({ name }: Model): (scheme: SecuritySchemeModel) => string[] {
  return (scheme) => {
    if (scheme.kind !== "apiKey" && scheme.kind !== "bearer") return [];
    const variable = `process.env.${credentialVariable({ name }, scheme.credential)}`;
    return scheme.kind === "apiKey"
      ? [`${propertyName(scheme.header)}: ${variable}`]
      : [`Authorization: \`Bearer \${${variable}}\``];
  };
}

function environments({ servers }: Model): string {
  if (servers.length === 0) return "The document names no server: give a `baseUrl`.";
  const names = servers.map(({ environment }) => `\`${environment}\``).join(" and ");
  return servers.length === 1 ? `${names} only.` : `${names}. There is no default.`;
}

function credentials({ credentials: all }: Model, { facade, packageName }: PackagePlan): string {
  if (all.length === 0) return "The document asks for none.";
  const rows = all.map(({ name, use, required }: CredentialModel) => {
    return `- \`${name}\`${required ? "" : " (optional)"}: ${use}`;
  });
  const [name = "", short = ""] = [facade?.name, packageName.replace(/^@[^/]+\//, "")];
  const sender =
    facade === undefined
      ? "The facade, `countersign`, sends them for you."
      : `The facade, [\`${name}/${short}\`](${facade.path}), sends them for you.`;
  return `${rows.join("\n")}\n\n${sender}`;
}

/** Text from a spec is neither Markdown nor HTML, and stays within its line. */
function markdown(text: string): string {
  return toLine(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~!]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}
