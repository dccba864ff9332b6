import { isObject } from "../json/is-object.ts";
import { nodeAt, refPointer } from "../json/json-pointer.ts";

/** Objects whose keys are names: what stands below `properties` may be called `example`. */
const MAPS = new Set([
  ...["callbacks", "examples", "headers", "links", "parameters", "pathItems", "requestBodies"],
  ...["responses", "schemas", "$defs", "definitions", "dependentSchemas", "patternProperties"],
  "properties",
]);

/** Places of plain values. A reference that stands there is replaced by what it leads to. */
const VALUES = new Set(["const", "default", "enum", "example", "examples", "value"]);

/** Keys by which a document refers to something in other ways. */
const OTHER_REFERENCES = new Set(["externalValue", "defaultMapping", "$anchor"]);

/**
 * Tells whether each `$ref` of a parsed document, at whatever place it stands, leads at once to an object of
 * the document that is no reference itself. Then bundling would change nothing and no reference is broken,
 * and the engine, which needs a third of the time that a large document takes, has not to be asked.
 *
 * False only means that it has to be.
 */
export function isSelfContained(document: unknown): boolean {
  const known = new Set<string>();
  const leadsToNode = (ref: unknown): boolean => {
    if (typeof ref !== "string" || !ref.startsWith("#/")) return false;
    if (known.has(ref)) return true;
    const target = nodeAt(document, refPointer(ref));
    if (!isObject(target) || "$ref" in target) return false;
    known.add(ref);
    return true;
  };
  const isMapping = (mapping: unknown): boolean =>
    isObject(mapping) &&
    Object.values(mapping).every(
      (ref) => /^#\/components\/schemas\/[\w.-]+$/.test(String(ref)) && leadsToNode(ref),
    );
  const isFine = (node: unknown, key: string, isNamed: boolean): boolean => {
    if (typeof node !== "object" || node === null) return true;
    if (Array.isArray(node)) {
      // A list of values has values, and a list of parameters has no names.
      const ofItem = VALUES.has(key) && !isNamed ? "value" : "";
      return node.every((item) => isFine(item, ofItem, false));
    }
    if ("$ref" in node && ((VALUES.has(key) && !isNamed) || !leadsToNode(node.$ref))) return false;
    const isMap = MAPS.has(key) && !isNamed;
    return Object.entries(node).every(([name, child]) => {
      if (!isMap && OTHER_REFERENCES.has(name)) return false;
      if (!isMap && name === "mapping" && !isMapping(child)) return false;
      return isFine(child, name, isMap);
    });
  };
  return isFine(document, "", false);
}
