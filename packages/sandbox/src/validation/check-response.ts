import { pointerTokens, toPointer } from "@countersign/spec/json";
import { isJson } from "@countersign/spec/openapi";
import { type OpenAPIValidator, ValidationContext } from "openapi-backend";
import { Refusal } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";
import { responseOf } from "../operations/response-of.ts";
import { reference } from "./create-engine.ts";
import { explain, keysOf } from "./to-refusal-detail.ts";

/**
 * Validates the body of a response that the sandbox is about to send. A status or a media type that the document does
 * not describe has nothing to validate against.
 *
 * @param body - As parsed from JSON; undefined for no body.
 * @throws Refusal 500 in the sandbox's own shape, which names the operation, the place in the body, and the problem.
 */
export type AssertValidResponse = (
  operation: Pick<Operation, "id" | "responses">,
  status: number,
  body: unknown,
) => void;

/** Creates the check of a provider's responses. It shares the compiled schemas of requests. */
export function createResponseCheck(engine: OpenAPIValidator): AssertValidResponse {
  const ajv = engine.getAjv(ValidationContext.RequestBody);
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return ({ id, responses }, status, body) => {
    const content = responseOf(responses, status)?.at("content").entries() ?? [];
    const media = content.find(([type]) => isJson(type))?.[1];
    if (media === undefined) return;
    if (body === undefined) throw invalid(id, status, "the body is missing");
    const schema = media.at("schema");
    const validate = compiled.get(schema.pointer) ?? ajv.compile(reference(schema));
    compiled.set(schema.pointer, validate);
    if (validate(body)) return;
    const [first, ...others] = validate.errors ?? [];
    if (first === undefined) throw invalid(id, status, "the body is not valid");
    const place = toPointer([...pointerTokens(first.instancePath), ...keysOf(first)]);
    const more = others.length > 0 ? ` (and ${others.length} more)` : "";
    throw invalid(id, status, `${place || "the body"} ${explain(first)}${more}`);
  };
}

function invalid(operationId: string, status: number, problem: string): Refusal {
  return new Refusal({
    status: 500,
    code: "invalid_response",
    message: `The sandbox's response ${status} of ${operationId} does not match the document: ${problem}.`,
    isOwn: true,
  });
}
