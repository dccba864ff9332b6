import { isObject } from "../json/is-object.ts";
import { nodeAt, refPointer } from "../json/json-pointer.ts";

/** A reference of a reference goes on; a circle of them ends here. */
const MAX_HOPS = 32;

/** Returns what a node of a document refers to, the node itself where it is no reference, or undefined where a reference leads nowhere or out of the document. */
export function resolveRef(document: unknown, node: unknown): unknown {
  let target = node;
  for (let hops = 0; isObject(target) && typeof target.$ref === "string"; hops += 1) {
    const pointer = refPointer(target.$ref);
    if (!pointer.startsWith("#") || hops > MAX_HOPS) return undefined;
    target = nodeAt(document, pointer);
  }
  return target;
}

const SCHEMAS = "#/components/schemas/";

/** Returns the name of the component schema that a reference names, or undefined where it names something else. */
export function schemaName(ref: string): string | undefined {
  const name = ref.startsWith(SCHEMAS) ? ref.slice(SCHEMAS.length) : "";
  return name === "" || name.includes("/") ? undefined : name;
}

/** Returns the reference to a component schema. */
export function schemaRef(name: string): string {
  return `${SCHEMAS}${name}`;
}
