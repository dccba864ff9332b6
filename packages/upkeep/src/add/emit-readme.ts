import { readmeFactMarkers, readmeMarkers, readmeUsageMarkers } from "@countersign/codegen/emit";
import type { EmittedFile } from "@countersign/codegen/write";
import type { Model } from "@countersign/spec/model";
import { toLine } from "@countersign/spec/problem";
import type { PackagePlan } from "./emit-package.ts";

/**
 * Returns a new package's README. What the overlay can change, from the first call to the facts, is left to `generate`,
 * which inserts it between markers.
 */
export function emitReadme(model: Model, plan: PackagePlan): EmittedFile {
  const { valueName } = model;
  const title = markdown(model.title.trim().replace(/^the\s+/i, ""));
  const from =
    plan.documentUrl === undefined ? "an" : `[the provider's own](<${plan.documentUrl}>)`;
  const text = `# ${plan.packageName}

A typed client for the ${title}, generated from ${from} OpenAPI document. Its only dependency is openapi-fetch.

${readmeUsageMarkers}

${facadeOf(plan)}

## Operations

${readmeMarkers}

${readmeFactMarkers}

## Facts as data

\`${valueName}\` is a frozen table of servers, security schemes and operations. \`${plan.packageName}/openapi.json\` is the
document itself.
${plan.form.license === undefined ? "" : `\n${markdown(plan.form.license)} licensed.\n`}`;
  return { path: "README.md", text };
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
