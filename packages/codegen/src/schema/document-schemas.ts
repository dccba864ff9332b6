import { isObject } from "@countersign/spec/json";
import { METHODS, resolveRef } from "@countersign/spec/openapi";
import type { SchemaNode } from "./schema-children.ts";

/** Whether the client sends or receives a value. */
export type Direction = "request" | "response";

/** Changes a schema that an operation uses in this direction. */
type Change = (schema: SchemaNode, direction: Direction) => SchemaNode;

/** A context in which requests are sent, or in `webhooks` and callbacks, received. */
interface Context {
  readonly document: SchemaNode;
  readonly change: Change;
  /** Direction of the requests. */
  readonly requests: Direction;
}

/**
 * Returns a document in which the schemas of parameters, bodies and headers are changed, all but those that
 * `components.schemas` names. The client receives the requests of `webhooks` and callbacks. Their references to
 * components are resolved: a component is changed for the direction of its kind.
 */
export function mapDocumentSchemas(document: SchemaNode, change: Change): SchemaNode {
  const sending: Context = { document, change, requests: "request" };
  const ofItem = (item: SchemaNode): SchemaNode => mapItem(item, sending);
  const ofHook = (item: SchemaNode): SchemaNode => mapItem(item, opposite(sending));
  return mapMembers(document, {
    paths: (paths) => mapValues(paths, ofItem),
    webhooks: (webhooks) => mapValues(webhooks, ofHook),
    components: (components) =>
      mapMembers(components, {
        parameters: (all) => mapValues(all, (each) => mapValue(each, sending, "request")),
        headers: (all) => mapValues(all, (each) => mapValue(each, sending, "response")),
        requestBodies: (all) => mapValues(all, (each) => mapValue(each, sending, "request")),
        responses: (all) => mapValues(all, (each) => mapResponse(each, sending)),
        pathItems: (all) => mapValues(all, ofItem),
        callbacks: (all) => mapValues(all, (callback) => mapValues(callback, ofHook)),
      }),
  });
}

function opposite({ requests, ...context }: Context): Context {
  return { ...context, requests: requests === "request" ? "response" : "request" };
}

/** Returns a node, or what it refers to where the components are changed for the other direction. */
function resolved(node: SchemaNode, { document, requests }: Context): SchemaNode {
  const target = requests === "request" ? node : resolveRef(document, node);
  return isObject(target) ? target : node;
}

function mapItem(reference: SchemaNode, context: Context): SchemaNode {
  const item = mapParameters(resolved(reference, context), context);
  const operations = METHODS.filter((method) => isObject(item[method]));
  return mapMembers(
    item,
    Object.fromEntries(operations.map((method) => [method, (node) => mapOperation(node, context)])),
  );
}

function mapOperation(operation: SchemaNode, context: Context): SchemaNode {
  const callback = (item: SchemaNode): SchemaNode => mapItem(item, opposite(context));
  return mapMembers(mapParameters(operation, context), {
    requestBody: (body) => mapValue(body, context, context.requests),
    responses: (responses) => mapValues(responses, (response) => mapResponse(response, context)),
    callbacks: (callbacks) => mapValues(callbacks, (items) => mapValues(items, callback)),
  });
}

function mapParameters(owner: SchemaNode, context: Context): SchemaNode {
  const { parameters } = owner;
  if (!Array.isArray(parameters)) return owner;
  const changed = parameters.map((each) =>
    isObject(each) ? mapValue(each, context, context.requests) : each,
  );
  return { ...owner, parameters: changed };
}

function mapResponse(reference: SchemaNode, context: Context): SchemaNode {
  const direction = opposite(context).requests;
  return mapMembers(mapValue(reference, context, direction), {
    headers: (headers) => mapValues(headers, (header) => mapValue(header, context, direction)),
  });
}

/** Changes the schemas of a parameter, a header, or a body: those of its own, and those of its media types. */
function mapValue(reference: SchemaNode, context: Context, direction: Direction): SchemaNode {
  const change = (schema: SchemaNode): SchemaNode => context.change(schema, direction);
  return mapMembers(resolved(reference, context), {
    schema: change,
    content: (content) =>
      mapValues(content, (media) => mapMembers(media, { schema: change, itemSchema: change })),
  });
}

/** Returns a node in which the named members that are objects are changed. */
function mapMembers(
  node: SchemaNode,
  changes: Readonly<Record<string, (member: SchemaNode) => SchemaNode>>,
): SchemaNode {
  const changed = Object.entries(changes).flatMap(([name, change]) => {
    const member = node[name];
    return isObject(member) ? [[name, change(member)] as const] : [];
  });
  return changed.length === 0 ? node : { ...node, ...Object.fromEntries(changed) };
}

/** Returns a map in which each value that is an object is changed. */
function mapValues(map: SchemaNode, change: (value: SchemaNode) => SchemaNode): SchemaNode {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, isObject(value) ? change(value) : value]),
  );
}
