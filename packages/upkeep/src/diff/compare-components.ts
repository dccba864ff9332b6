import { childPointer, isObject, nodeAt } from "@countersign/spec/json";
import type { Changes } from "./change.ts";
import type { Documents } from "./documents.ts";
import { plain } from "./words.ts";

/** Components whose types are exported below `components`, and what their names stand for. */
const SECTIONS = {
  responses: "response",
  parameters: "parameter",
  requestBodies: "request body",
  headers: "header",
} as const;

/** Adds the shared parts that no longer exist, other than schemas. Their content is compared where it is used. */
export function compareComponents({ before, after }: Documents, changes: Changes): void {
  for (const [section, what] of Object.entries(SECTIONS)) {
    const now = namesIn(after, section);
    for (const name of namesIn(before, section)) {
      if (now.includes(name)) continue;
      const pointer = ["components", section, name].reduce(childPointer, "#/");
      const type = `components["${section}"]["${plain(name)}"]`;
      changes.add("component-removed", {
        units: [pointer],
        pointer,
        message: `The type of the shared ${what} \`${type}\` was removed.`,
      });
    }
  }
}

function namesIn(document: object, section: string): string[] {
  const components = nodeAt(document, childPointer("#/components", section));
  return isObject(components) ? Object.keys(components) : [];
}
