import type { EmittedFile } from "../emit/emitted-file.ts";
import type { Model } from "../model/model.ts";
import { toLine } from "../sync/to-line.ts";

/** Returns the release note of a new provider, for the packages that have it. */
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
