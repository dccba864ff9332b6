import type { Source } from "@redocly/openapi-core";
import { SpecError } from "../spec-error.ts";
import { childPointer, nodeAt } from "./json-pointer.ts";
import type { Places } from "./places.ts";
import { toSpecPlace } from "./redocly.ts";

/** Keys whose values are data, not OpenAPI: a `$ref` below them is not a reference. */
const DATA_KEYS = new Set(["example", "value", "default", "const", "enum"]);

/**
 * Checks that every `$ref` of a bundled document leads to a node of that document: an overlay may have
 * removed one, or have brought a reference of its own.
 *
 * @throws SpecError naming the first reference that leads nowhere.
 */
export function assertRefs(document: object, places: Places<Source>): void {
  const visit = (node: unknown, pointer: string, isMap: boolean): void => {
    if (typeof node !== "object" || node === null) return;
    // Below `properties` the keys are names that the API chose: `$ref` and `example` among them.
    const ref: unknown = isMap ? undefined : Reflect.get(node, "$ref");
    if (typeof ref === "string" && (!ref.startsWith("#") || nodeAt(document, ref) === undefined)) {
      const place = places.locate(document, pointer);
      throw new SpecError(`The reference ${ref} leads nowhere.`, {
        place: place ? toSpecPlace(place, pointer) : { file: "openapi.yaml", pointer },
        remedy: "Add what it refers to, or correct the reference.",
      });
    }
    for (const [key, child] of Object.entries(node)) {
      if (!isMap && DATA_KEYS.has(key)) continue;
      visit(child, childPointer(pointer, key), !isMap && key === "properties");
    }
  };
  visit(document, "#/", false);
}
