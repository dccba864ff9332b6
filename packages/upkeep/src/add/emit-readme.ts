import { literal, propertyName, readmeFactMarkers, readmeMarkers } from "@countersign/codegen/emit";
import { around, credentialVariable } from "@countersign/codegen/samples";
import type { EmittedFile } from "@countersign/codegen/write";
import type { Model, SecuritySchemeModel } from "@countersign/spec/model";
import { toLine } from "@countersign/spec/problem";
import type { PackagePlan } from "./emit-package.ts";
import { type SampleCall, sampleCall } from "./sample-call.ts";
import { serverProperties } from "./server-properties.ts";

/** Returns a new package's README, with markers where `generate` inserts the operations and facts. */
export function emitReadme(model: Model, plan: PackagePlan): EmittedFile {
  const { valueName, version } = model;
  const title = markdown(model.title.trim().replace(/^the\s+/i, ""));
  const call = sampleCall(model);
  const from =
    plan.documentUrl === undefined ? "an" : `[the provider's own](<${plan.documentUrl}>)`;
  const text = `# ${plan.packageName}

A typed client for the ${title}, version ${markdown(version)}, generated from ${from} OpenAPI document. Its only
dependency is openapi-fetch.

\`\`\`sh
npm install ${plan.packageName}
\`\`\`
${call === undefined ? "" : snippet(model, { call, packageName: plan.packageName })}
${facadeOf(plan)}

## Operations

${readmeMarkers}

${readmeFactMarkers}

## Facts as data

\`${valueName}\` is a frozen table of servers, security schemes and operations. \`${plan.packageName}/openapi.json\` is the
document itself.

MIT licensed.
`;
  return { path: "README.md", text };
}

/** Leaves input other than path parameters for the reader to fill in. */
function snippet(
  model: Model,
  { call, packageName }: { call: SampleCall; packageName: string },
): string {
  const { operation, pathParameters, isComplete } = call;
  const rows = Object.entries(pathParameters).map(
    ([name, value]) => `${propertyName(name)}: ${literal(value)}`,
  );
  const path = rows.length === 0 ? "" : `params: { path: { ${rows.join(", ")} } }`;
  const rest = isComplete ? "" : `${path === "" ? "" : ", "}/* plus what the compiler requires */`;
  const input = `${path}${rest}`;
  // Not `ts`: the repository runs `ts` blocks, with a sandbox and dependencies that a new provider does not have.
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
  const { securitySchemes, operations } = model;
  const used = new Set(operations.flatMap(({ security }) => security[0] ?? []));
  const headers = securitySchemes.filter(({ name }) => used.has(name)).flatMap(headerOf(model));
  const all = [
    ...serverProperties(model, "https://…"),
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(", ")} }`]),
  ];
  return all.length === 0 ? "" : ` ${all.join(", ")} `;
}

/** Only plain headers: signatures, queries and cookies are left to the facade. */
function headerOf({ name }: Model): (scheme: SecuritySchemeModel) => string[] {
  return (scheme) => {
    if (scheme.kind !== "apiKey" && scheme.kind !== "bearer") return [];
    const variable = `process.env.${credentialVariable({ name }, scheme.credential)}`;
    return scheme.kind === "apiKey"
      ? [`${propertyName(scheme.header)}: ${around(scheme, variable)}`]
      : [`Authorization: \`Bearer \${${variable}}\``];
  };
}

function facadeOf({ facade, packageName }: PackagePlan): string {
  const short = packageName.replace(/^@[^/]+\//, "");
  const name =
    facade === undefined ? "`countersign`" : `[\`${facade.name}/${short}\`](${facade.path})`;
  return `The facade, ${name}, authenticates and signs requests for you, and retries those that are safe to retry.`;
}

/** Returns text from a spec as one line, with Markdown and HTML escaped. */
function markdown(text: string): string {
  return toLine(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~!]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}
