import { type Cursor, isJson, schemaProperties } from "@countersign/spec/openapi";
import { sampledValue } from "@countersign/spec/samples";
import { exampleHeaders, mediaExample } from "../documents/examples.ts";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import type { RefusalKind, RefusalReason } from "../exchange/refusal.ts";
import { responseOf } from "../operations/response-of.ts";
import { fillReason } from "./fill-reason.ts";

/** A refusal as the document describes it. */
export interface DocumentedRefusal {
  /** The examples of its headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined if the document does not describe a JSON body. */
  readonly body: { readonly type: string; readonly value: unknown } | undefined;
}

/**
 * Returns a refusal as a document describes it, with the reason in its body. The body is the example of this kind of
 * refusal, or the first one, or the required properties of the schema. An example of this kind stays as it is, unless
 * parts of the request are to be named.
 *
 * @returns undefined if the document does not describe this status.
 */
export function documentedRefusal(
  responses: Cursor,
  reason: RefusalReason,
  document: OpenApiDocument,
): DocumentedRefusal | undefined {
  const response = responseOf(responses, reason.status);
  if (response === undefined) return undefined;
  const headers = exampleHeaders(response);
  const [type, media] = contentOf(response).find(([each]) => isJson(each)) ?? [];
  if (type === undefined || media === undefined) return { headers, body: undefined };
  const schema = media.at("schema");
  const example = exampleOf(media, reason);
  const shown = example?.at("value").value ?? mediaExample(media);
  if (shown === undefined && schemaProperties(schema).size === 0) {
    return { headers, body: undefined };
  }
  // Says all there is to say, if nothing in the request has to be named.
  if (example !== undefined && reason.details === undefined) {
    return { headers, body: { type, value: shown } };
  }
  const base = shown ?? sampledValue(schema, { document, direction: "response" });
  return { headers, body: { type, value: fillReason(schema, base, reason) } };
}

/** Returns the status whose examples include one of this kind of refusal, if the document marks one. */
export function refusalStatus(responses: Cursor, kind: RefusalKind): number | undefined {
  const marked = responses
    .entries()
    .filter(([, response]) => contentOf(response).some(([, media]) => markedExample(media, kind)));
  return marked.map(([status]) => Number(status)).find((status) => status >= 400);
}

/** Returns the status whose examples include one of this name, or undefined if there is none. */
export function exampleStatus(responses: Cursor, name: string): number | undefined {
  const found = responses
    .entries()
    .find(([, response]) =>
      contentOf(response).some(([, media]) => media.at("examples").at(name).exists),
    );
  return found && Number(found[0]);
}

function exampleOf(media: Cursor, { example, kind }: RefusalReason): Cursor | undefined {
  const named = media.at("examples").at(example ?? "");
  if (named.exists) return named;
  return kind && markedExample(media, kind);
}

function contentOf(response: Cursor): [string, Cursor][] {
  return response.at("content").entries();
}

function markedExample(media: Cursor, kind: RefusalKind): Cursor | undefined {
  const examples = media.at("examples").entries();
  return examples.find(([, each]) => each.at("x-countersign-refusal").value === kind)?.[1];
}
