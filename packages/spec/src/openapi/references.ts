import { isObject } from "../json/is-object.ts";
import { nodeAt, refPointer } from "../json/json-pointer.ts";

/** References to references are followed this far, so that a cycle ends. */
const MAX_HOPS = 32;

/** Resolves a reference. Returns any other node itself, and undefined if the target is missing or outside the document. */
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

/** Returns the name of the component schema that a reference points to, or undefined if it points elsewhere. */
export function schemaName(ref: string): string | undefined {
  const name = ref.startsWith(SCHEMAS) ? ref.slice(SCHEMAS.length) : "";
  return name === "" || name.includes("/") ? undefined : name;
}

/** Returns the reference to a component schema. */
export function schemaRef(name: string): string {
  return `${SCHEMAS}${name}`;
}

/** Returns the component schemas of a document, by name. */
export function componentSchemas(document: object): ReadonlyMap<string, unknown> {
  const components: unknown = Reflect.get(document, "components");
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  return new Map(Object.entries(schemas));
}
