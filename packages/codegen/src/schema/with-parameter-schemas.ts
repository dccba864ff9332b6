/**
 * Returns a document in which each parameter described by a media type, such as a JSON filter, also has a
 * schema. openapi-typescript looks only there, and otherwise types the parameter as a string. The schema of a
 * fixed header allows only its default. Parts without such parameters are not copied.
 */
export function withParameterSchemas(document: object): object {
  let result: Node = { ...document };
  for (const key of ["paths", "webhooks"]) {
    result = changed(result, key, (items) => each(items, ofItem));
  }
  return changed(result, "components", (components) =>
    changed(components, "parameters", (parameters) => each(parameters, described)),
  );
}

type Node = Record<string | number, unknown>;

function ofItem(item: Node): Node {
  return each(changed(item, "parameters", withSchemas), (operation) =>
    changed(operation, "parameters", withSchemas),
  );
}

function withSchemas(parameters: unknown): unknown {
  if (!Array.isArray(parameters)) return parameters;
  return parameters.map((parameter) => (isObject(parameter) ? described(parameter) : parameter));
}

function described(parameter: Node): Node {
  const { schema, content, "x-countersign-default": value } = parameter;
  if (parameter["x-countersign-fixed"] === true) {
    return { ...parameter, schema: { type: "string", enum: [value] } };
  }
  if (schema !== undefined || !isObject(content)) return parameter;
  const [media] = Object.values(content);
  return isObject(media) ? { ...parameter, schema: media.schema ?? {} } : parameter;
}

function changed<T>(node: T, key: string, change: (value: Node) => unknown): T {
  const value: unknown = isObject(node) ? node[key] : undefined;
  if (typeof value !== "object" || value === null) return node;
  return { ...node, [key]: change(value as Node) };
}

/** Changes the object at each key, and keeps lists and scalars. */
function each(node: Node, change: (value: Node) => Node): Node {
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, isObject(value) ? change(value) : value]),
  );
}

function isObject(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
