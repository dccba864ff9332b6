import type { EmittedFile } from "@countersign/codegen/write";
import type { Model } from "@countersign/spec/model";
import { toLine } from "@countersign/spec/problem";

/** Returns the release note of a new provider, listing the packages that gain it. */
export function emitChangeset(model: Model, packages: readonly string[]): EmittedFile {
  const title = toLine(model.title.trim()).replace(/^the\s+/i, "");
  const operations = model.operations.length;
  const events = model.events.length;
  const counts = [
    ...(operations > 0 ? [`${operations} ${operations === 1 ? "operation" : "operations"}`] : []),
    ...(events > 0 ? [`${events} webhook ${events === 1 ? "event" : "events"}`] : []),
  ];
  return {
    path: `.changeset/add-${model.name}.md`,
    text: `---
${packages.map((name) => `${JSON.stringify(name)}: minor\n`).join("")}---

Call the ${title}

The client is typed from the provider's OpenAPI document: ${counts.join(" and ")}.
`,
  };
}
