import { isObject } from "@countersign/spec/json";
import { METHODS, resolveRef, successStatuses } from "@countersign/spec/openapi";
import { mapChildren } from "./map-children.ts";
import type { SchemaNode } from "./schema-children.ts";

/** Whether the client sends or receives a value. */
export type Direction = "request" | "response";

/** Changes a schema that an operation uses in this direction. */
type Change = (schema: SchemaNode, direction: Direction) => SchemaNode;

/** Where a body is used. */
export interface BodyUse {
  readonly direction: Direction;
  /** Whether it is that of an error response. */
  readonly isError: boolean;
}

/** Changes the media types of a body, by name. */
type ChangeContent = (content: SchemaNode, use: BodyUse) => SchemaNode;

/** Options of `mapDocumentSchemas`. */
export interface MapOptions {
  /** Changes bodies. Default: applies the change to the schema of each media type. */
  readonly changeContent?: ChangeContent;
  /** Whether the references of `webhooks` and callbacks stay, since a change does not depend on the direction. */
  readonly keepsReferences?: boolean;
}

/** A context in which requests are sent, or in `webhooks` and callbacks, received. */
interface Context {
  readonly document: SchemaNode;
  readonly change: Change;
  readonly changeContent: ChangeContent;
  readonly keepsReferences: boolean;
  /** Direction of the requests. */
  readonly requests: Direction;
}

/**
 * Returns a document in which the schemas of parameters, bodies and headers are changed, all but those that
 * `components.schemas` names. The client receives the requests of `webhooks` and callbacks. Their references to
 * components are resolved: a component is changed for the direction of its kind.
 */
export function mapDocumentSchemas(
  document: SchemaNode,
  change: Change,
  options: MapOptions = {},
): SchemaNode {
  const {
    changeContent = (content, { direction }) =>
      mapContentSchemas(content, (schema) => change(schema, direction)),
    keepsReferences = false,
  } = options;
  const sending: Context = {
    document,
    change,
    changeContent,
    keepsReferences,
    requests: "request",
  };
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
function resolved(node: SchemaNode, context: Context): SchemaNode {
  const { document, requests, keepsReferences } = context;
  const target = requests === "request" || keepsReferences ? node : resolveRef(document, node);
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
    responses: (responses) => mapResponses(responses, context),
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

function mapResponses(responses: SchemaNode, context: Context): SchemaNode {
  const successes = new Set(successStatuses(Object.keys(responses)));
  return mapValues(responses, (response, status) =>
    mapResponse(response, context, !successes.has(status)),
  );
}

function mapResponse(reference: SchemaNode, context: Context, isError = false): SchemaNode {
  const direction = opposite(context).requests;
  return mapMembers(mapValue(reference, context, direction, isError), {
    headers: (headers) => mapValues(headers, (header) => mapValue(header, context, direction)),
  });
}

/** Changes the schemas of a parameter, a header, or a body: those of its own, and those of its media types. */
function mapValue(
  reference: SchemaNode,
  context: Context,
  direction: Direction,
  isError = false,
): SchemaNode {
  return mapMembers(resolved(reference, context), {
    schema: (schema) => context.change(schema, direction),
    content: (content) => context.changeContent(content, { direction, isError }),
  });
}

function mapContentSchemas(
  content: SchemaNode,
  change: (schema: SchemaNode) => SchemaNode,
): SchemaNode {
  return mapValues(content, (media) => mapMembers(media, { schema: change, itemSchema: change }));
}

/** Returns a node in which the named members that are objects are changed. */
function mapMembers(
  node: SchemaNode,
  changes: Readonly<Record<string, (member: SchemaNode) => SchemaNode>>,
): SchemaNode {
  const byName = new Map(Object.entries(changes));
  return mapValues(node, (member, name) => byName.get(name)?.(member) ?? member);
}

/** Returns a map in which each value that is an object is changed. */
function mapValues(
  map: SchemaNode,
  change: (value: SchemaNode, key: string) => SchemaNode,
): SchemaNode {
  return mapChildren(map, (value, key) => (isObject(value) ? change(value, key) : value));
}
