import { isObject } from "@countersign/spec/json";
import { mapChildren, mapMember } from "./map-children.ts";

/**
 * Returns a document in which each parameter described by a media type, such as a JSON filter, also has a
 * schema. openapi-typescript looks only there, and otherwise types the parameter as a string. The schema of a
 * fixed header allows only its default. Parts without such parameters are not copied.
 */
export function withParameterSchemas(document: object): object {
  const ofItems = (items: unknown): unknown => mapChildren(items, ofItem);
  const operations = mapMember(mapMember(document, "paths", ofItems), "webhooks", ofItems);
  return mapMember(operations, "components", (components) =>
    mapMember(components, "parameters", ofParameters),
  );
}

function ofItem(item: unknown): unknown {
  return mapChildren(mapMember(item, "parameters", ofParameters), (operation) =>
    mapMember(operation, "parameters", ofParameters),
  );
}

/** Describes a list of parameters, or those of components by name. */
function ofParameters(parameters: unknown): unknown {
  return mapChildren(parameters, described);
}

function described(parameter: unknown): unknown {
  if (!isObject(parameter)) return parameter;
  const { schema, content, "x-countersign-default": value } = parameter;
  if (parameter["x-countersign-fixed"] === true) {
    return { ...parameter, schema: { type: "string", enum: [value] } };
  }
  if (schema !== undefined || !isObject(content)) return parameter;
  const [media] = Object.values(content);
  return isObject(media) ? { ...parameter, schema: media.schema ?? {} } : parameter;
}
