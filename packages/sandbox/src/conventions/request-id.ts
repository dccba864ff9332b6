import { isObject } from "@countersign/spec/json";
import { type Cursor, isJson, schemaProperties } from "@countersign/spec/openapi";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { withHeaders } from "../exchange/with-headers.ts";
import { responseOf } from "../operations/response-of.ts";
import type { Ids } from "../world/ids.ts";

const WORD = "x-countersign-request-id";

/**
 * Returns a response with a new request ID, in the form of its example: in the header that the document marks with
 * `x-countersign-request-id`, and where the schema of an error body has the word. A response that the document does not
 * describe gets the header of the others.
 */
export function withRequestId(
  response: SandboxResponse,
  responses: Cursor,
  ids: Pick<Ids, "like">,
): SandboxResponse {
  const described = responseOf(responses, response.status);
  const others = responses.entries().map(([, each]) => each);
  const [found] = (described ? [described] : others).flatMap(markedHeaders);
  if (found === undefined) return response;
  const [name, header] = found;
  const id = ids.like(header.at("example").value ?? header.at("schema").at("example").value);
  const content = response.status >= 400 ? (described?.at("content").entries() ?? []) : [];
  const type = response.headers["content-type"] ?? "";
  const schema = content.find(([each]) => each === type && isJson(each))?.[1].at("schema");
  const body = schema
    ? JSON.stringify(written(schema, JSON.parse(response.body), id))
    : response.body;
  return { ...withHeaders(response, { [name]: id }), body };
}

function markedHeaders(response: Cursor): [string, Cursor][] {
  return response
    .at("headers")
    .entries()
    .filter(([, header]) => header.at(WORD).value === true);
}

function written(schema: Cursor, value: unknown, id: string): unknown {
  if (schema.at(WORD).value === true) return id;
  if (!isObject(value)) return value;
  const changed: Record<string, unknown> = { ...value };
  for (const [name, property] of schemaProperties(schema)) {
    const inner = written(property, changed[name], id);
    if (inner !== undefined) changed[name] = inner;
  }
  return changed;
}
