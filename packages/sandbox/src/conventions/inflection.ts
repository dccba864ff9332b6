import { isJson } from "@countersign/spec/openapi";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { Operation } from "../operations/read-operations.ts";
import { responseOf } from "../operations/response-of.ts";
import type { DecodedBody } from "../validation/decode-body.ts";
import { type Inflection, inflectionNamed, inflectKeys, toDeclaredKeys } from "./inflect.ts";

const WORD = "x-countersign-inflection";

/**
 * Returns a request body with the keys that its schema declares, if the operation accepts them in other inflections: in
 * those of the header parameter with `x-countersign-inflection`, or those that the operation's own word lists.
 */
export function withDeclaredKeys(body: DecodedBody, operation: Operation): DecodedBody {
  const header = markedHeader(operation);
  const own = operation.declaration.at(WORD);
  const names = own.exists ? own.items() : (header?.schema.at("enum").items() ?? []);
  const accepted = names.map(({ value }) => inflectionNamed(value)).filter(isDefined);
  if (accepted.length === 0) return body;
  return { ...body, value: toDeclaredKeys(body.value, body.schema, accepted) };
}

/** Returns a response with its keys in the inflection that the request's header asks for. */
export function withAskedKeys(
  response: SandboxResponse,
  operation: Operation,
  { headers }: IncomingRequest,
): SandboxResponse {
  const header = markedHeader(operation);
  const asked = header && inflectionNamed(headers[header.name.toLowerCase()]);
  // The document itself is written in the default.
  const isDefault = asked === header?.declaration.at("x-countersign-default").value;
  const type = response.headers["content-type"] ?? "";
  if (asked === undefined || isDefault || !isJson(type)) return response;
  const { status, body } = response;
  const schema = responseOf(operation.responses, status)?.at("content").at(type).at("schema");
  const inflected = inflectKeys(JSON.parse(body), schema ? [schema] : [], asked);
  return { ...response, body: JSON.stringify(inflected) };
}

function markedHeader({ parameters }: Operation) {
  return parameters.find(
    ({ in: location, declaration }) => location === "header" && declaration.at(WORD).value === true,
  );
}

function isDefined(inflection: Inflection | undefined): inflection is Inflection {
  return inflection !== undefined;
}
