import type { LintSubject } from "../engine/findings.ts";
import { childPointer } from "../json/json-pointer.ts";
import { displayPath } from "../problem/display-path.ts";
import { SpecError } from "../problem/spec-error.ts";
import { toSourceLocation } from "../source/to-source-location.ts";
import { brokenRefs } from "./broken-refs.ts";
import { isSelfContained } from "./is-self-contained.ts";

/**
 * Checks that every reference of a bundled document leads to a node of that document: an overlay may
 * have removed one, or have brought a reference of its own.
 *
 * Nothing after this reads another file or an address, so what the document says is all there is.
 *
 * @throws SpecError naming the first reference that leads nowhere.
 */
export async function assertRefs(subject: LintSubject): Promise<void> {
  if (isSelfContained(subject.document)) return;
  const { walked, asked } = await brokenRefs(subject);
  const [first = asked.size > 0 ? findRef(subject.document, asked) : undefined] = walked;
  if (first === undefined) return;
  const { ref, pointer } = first;
  const location = subject.locations.locate(subject.document, pointer);
  const isHere = ref.startsWith("#");
  throw new SpecError(
    isHere
      ? `The reference ${ref} leads nowhere.`
      : `The reference ${ref} leads out of the bundled document.`,
    {
      location: location
        ? toSourceLocation(location, pointer)
        : { file: displayPath(subject.file), pointer },
      remedy: isHere
        ? "Add what it refers to, or correct the reference."
        : "Refer to the file from openapi.yaml, and here to the component that it becomes: `#/components/…`.",
    },
  );
}

/** Returns the first reference to one of the addresses, in whatever part of the document it stands. */
function findRef(
  node: unknown,
  addresses: ReadonlySet<string>,
  pointer = "#/",
): { ref: string; pointer: string } | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  for (const [key, child] of Object.entries(node)) {
    const at = childPointer(pointer, key);
    if (typeof child === "string") {
      const isRef = key === "$ref" || key === "externalValue";
      if (isRef && addresses.has(child.split("#")[0] ?? "")) return { ref: child, pointer: at };
    } else {
      const found = findRef(child, addresses, at);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
