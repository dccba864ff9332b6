import type { OperationModel, PropertyEncoding } from "@countersign/spec/model";
import { isJson, splitPath } from "@countersign/spec/openapi";
import type { SampleCall } from "./sample-call.ts";
import { filesIn, replaceFiles, type SampleFile } from "./sample-files.ts";
import { queryPairs, serializeParameters } from "./serialize-parameters.ts";

/** The HTTP request of a call, before authentication. */
export interface WireRequest {
  /** In capitals. */
  readonly method: string;
  /** URL of the server; undefined if the document declares none. */
  readonly baseUrl: string | undefined;
  /** Path after the server's URL, encoded: `/users/7`. */
  readonly path: string;
  /** Encoded, with its question mark; empty if there is no query. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: WireBody | undefined;
}

/** The body of a request, by the way it is passed to a tool. */
export type WireBody =
  | { readonly kind: "json"; readonly mediaType: string; readonly value: unknown }
  | { readonly kind: "text"; readonly mediaType: string; readonly text: string }
  | {
      readonly kind: "fields";
      readonly mediaType: string;
      readonly fields: readonly [string, string][];
    }
  | { readonly kind: "form"; readonly fields: readonly FormField[] }
  | { readonly kind: "file"; readonly mediaType: string; readonly file: SampleFile };

/** A field of a form. */
export interface FormField {
  readonly name: string;
  readonly value: string | SampleFile;
  /** Media type of a string that is not plain text. */
  readonly mediaType?: string;
}

/** Returns the HTTP request of a call. */
export function wireRequest({ model, operation, input, server }: SampleCall): WireRequest {
  const { path, query, headers, cookies } = serializeParameters(
    input.params ?? {},
    operation.styles,
  );
  const { template, query: constant } = splitPath(operation.path);
  const pairs = [...constant, ...query];
  const body = wireBody(input.body, operation);
  const all = new Map<string, readonly [string, string]>();
  const add = (name: string, value: string): unknown => all.set(name.toLowerCase(), [name, value]);
  for (const [name, value] of Object.entries(model.defaultHeaders)) add(name, value);
  for (const [name, value] of headers) add(name, value);
  if (cookies.length > 0) add("Cookie", cookies.join("; "));
  if (body !== undefined && body.kind !== "form" && !all.has("content-type")) {
    add("Content-Type", body.mediaType);
  }
  return {
    method: operation.method,
    baseUrl: server?.url,
    path: template.replace(/\{([^{}]+)\}/g, (variable, name: string) => path.get(name) ?? variable),
    query: pairs.length > 0 ? `?${pairs.join("&")}` : "",
    headers: [...all.values()],
    body,
  };
}

function wireBody(
  body: unknown,
  { requestMediaType: mediaType = "application/json", encodings }: OperationModel,
): WireBody | undefined {
  if (body === undefined) return undefined;
  if (mediaType === "multipart/form-data") {
    const fields = fieldsOf(
      replaceFiles(body, (file) => new Part(file)),
      encodings,
    );
    return fields.length > 0 ? { kind: "form", fields } : EMPTY_FORM;
  }
  if (mediaType === "application/x-www-form-urlencoded") {
    const fields = fieldsOf(body, encodings).map(({ name, value }): [string, string] => [
      name,
      String(value),
    ]);
    return { kind: "fields", mediaType, fields };
  }
  const [file] = filesIn(body);
  if (file !== undefined) return { kind: "file", mediaType, file };
  if (typeof body === "string" && !isJson(mediaType)) {
    return { kind: "text", mediaType, text: body };
  }
  return { kind: "json", mediaType, value: body };
}

/** Written out, because tools cannot create a form without fields. */
const EMPTY_FORM: WireBody = {
  kind: "text",
  mediaType: "multipart/form-data; boundary=form",
  text: "--form--",
};

/** Wraps a file, so that it stays whole when values are taken apart. */
class Part {
  readonly file: SampleFile;

  constructor(file: SampleFile) {
    this.file = file;
  }
}

/**
 * Returns one field per item of an array, and objects as JSON (OpenAPI 3.1, section 4.8.15.1.1), unless the encoding
 * of a property is another. Clients write properties with a style last.
 */
function fieldsOf(body: unknown, encodings: readonly PropertyEncoding[]): FormField[] {
  const groups = Object.entries(Object(body)).map(([name, value]) => {
    const encoding = encodings.find((each) => each.name === name);
    const isStyled = encoding !== undefined && "style" in encoding;
    const fields = isStyled
      ? styledFields(encoding, value)
      : plainFields(name, { value, mediaType: encoding?.contentType });
    return { isStyled, fields };
  });
  return [
    ...groups.filter(({ isStyled }) => !isStyled),
    ...groups.filter(({ isStyled }) => isStyled),
  ].flatMap(({ fields }) => fields);
}

function plainFields(
  name: string,
  { value, mediaType }: { readonly value: unknown; readonly mediaType: string | undefined },
): FormField[] {
  const isJsonField = mediaType !== undefined && isJson(mediaType);
  const items = isJsonField ? [value] : [value].flat();
  return items.flatMap((item: unknown): FormField[] => {
    if (item === undefined || item === null) return [];
    if (item instanceof Part) return [{ name, value: item.file }];
    if (isJsonField || typeof item === "object") {
      return [{ name, value: JSON.stringify(item), mediaType: mediaType ?? "application/json" }];
    }
    return [{ name, value: String(item), ...(mediaType !== undefined && { mediaType }) }];
  });
}

function styledFields(
  { name, ...encoding }: Extract<PropertyEncoding, { readonly style: string }>,
  value: unknown,
): FormField[] {
  return queryPairs(name, value, encoding).map((pair) => {
    const [key = "", text = ""] = pair.split(/=(.*)/s).map(decodeURIComponent);
    return { name: key, value: text };
  });
}
