import type { LintSubject } from "../engine/findings.ts";
import { childPointer } from "../json/json-pointer.ts";
import { displayPath } from "../problem/display-path.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import { toSourceLocation } from "../source/to-source-location.ts";
import { brokenRefs } from "./broken-refs.ts";
import { isSelfContained } from "./is-self-contained.ts";

/**
 * Checks that every reference of a bundled document leads to a node of that document. An overlay may have
 * removed a node, or added a reference.
 *
 * Later steps read no other file or URL, so everything must be in the document.
 *
 * @throws SpecError with every reference that cannot be resolved.
 */
export async function assertRefs(subject: LintSubject): Promise<void> {
  if (isSelfContained(subject.document)) return;
  const { walked, requested } = await brokenRefs(subject);
  const hidden = requested.size > 0 ? findRef(subject.document, requested) : undefined;
  const broken = walked.length > 0 || hidden === undefined ? walked : [hidden];
  const problems = new ProblemCollector();
  for (const { ref, pointer } of broken) {
    const location = subject.locations.locate(subject.document, pointer);
    const isHere = ref.startsWith("#");
    problems.add({
      message: isHere
        ? `The reference ${ref} cannot be resolved.`
        : `The reference ${ref} points outside the bundled document.`,
      location: location
        ? toSourceLocation(location, pointer)
        : { file: displayPath(subject.file), pointer },
      remedy: isHere
        ? "Add its target, or correct the reference."
        : "Refer to the file in openapi.yaml, and refer here to the resulting component: `#/components/…`.",
    });
  }
  problems.assertNone();
}

/** Returns the first reference to one of the files or URLs, anywhere in the document. */
function findRef(
  node: unknown,
  targets: ReadonlySet<string>,
  pointer = "#/",
): { ref: string; pointer: string } | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  for (const [key, child] of Object.entries(node)) {
    const at = childPointer(pointer, key);
    if (typeof child === "string") {
      const isRef = key === "$ref" || key === "externalValue";
      if (isRef && targets.has(child.split("#")[0] ?? "")) return { ref: child, pointer: at };
    } else {
      const found = findRef(child, targets, at);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
