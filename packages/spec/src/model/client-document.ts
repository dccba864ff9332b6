import { isObject } from "../json/is-object.ts";
import { isIgnoredHeader } from "../openapi/ignored-header.ts";
import { CLIENT_METHODS } from "../openapi/methods.ts";
import { pathNames } from "../openapi/path-names.ts";
import { resolveRef } from "../openapi/references.ts";

/**
 * Returns a document that declares exactly the parameters that callers pass: without the headers that OpenAPI ignores
 * and path parameters that are not in the path, and with one for each part of a path that is not declared. What reads
 * the document, such as types, samples and the sandbox, then agrees with the model. Parts that stay the same are not
 * copied.
 */
export function clientDocument(document: object): object {
  const paths: unknown = Reflect.get(document, "paths");
  if (!isObject(paths)) return document;
  const items = Object.entries(paths).map(([path, item]) => {
    return [path, path.startsWith("x-") ? item : clientItem(document, { path, item })] as const;
  });
  if (items.every(([path, item]) => paths[path] === item)) return document;
  return { ...document, paths: Object.fromEntries(items) };
}

function clientItem(
  document: object,
  { path, item: written }: { readonly path: string; readonly item: unknown },
): unknown {
  const item = resolveRef(document, written);
  if (!isObject(item)) return written;
  const names = pathNames(path);
  const passed = (parameters: unknown): unknown => {
    if (!Array.isArray(parameters)) return parameters;
    const kept = parameters.flatMap((parameter: unknown) => {
      return passedParameter(parameter, { document, names });
    });
    const isSame =
      kept.length === parameters.length && kept.every((each, i) => each === parameters[i]);
    return isSame ? parameters : kept;
  };
  const shared = passed(item.parameters);
  const operations = CLIENT_METHODS.flatMap((method): [string, object][] => {
    const operation = item[method];
    if (!isObject(operation)) return [];
    const own = passed(operation.parameters);
    const added = undeclared(document, { names, lists: [shared, own] });
    if (own === operation.parameters && added.length === 0) return [];
    return [[method, { ...operation, parameters: [own ?? [], added].flat() }]];
  });
  if (shared === item.parameters && operations.length === 0) return written;
  return {
    ...item,
    ...(shared !== undefined && { parameters: shared }),
    ...Object.fromEntries(operations),
  };
}

/** Returns a parameter in a list, which is empty if callers do not pass it. */
function passedParameter(
  written: unknown,
  { document, names }: { readonly document: object; readonly names: readonly string[] },
): unknown[] {
  const parameter = resolveRef(document, written);
  if (!isObject(parameter)) return [written];
  if (isIgnoredHeader(parameter)) return [];
  if (parameter.in !== "path") return [written];
  if (!names.includes(String(parameter.name))) return [];
  // OpenAPI requires this of every path parameter.
  return [parameter.required === true ? written : { ...parameter, required: true }];
}

function undeclared(
  document: object,
  { names, lists }: { readonly names: readonly string[]; readonly lists: readonly unknown[] },
): object[] {
  const declared = lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const known = declared.flatMap((each) => {
    const parameter = resolveRef(document, each);
    return isObject(parameter) && parameter.in === "path" ? [parameter.name] : [];
  });
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
}
