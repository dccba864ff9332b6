import type { OperationModel } from "@countersign/spec/model";
import { FileExample } from "@countersign/spec/model";
import { Expression, literal } from "../emit/text.ts";
import type { SampleCall } from "./sample-call.ts";
import { inputProperties, type TypeScriptInput } from "./typescript-input.ts";
import { type WireRequest, wireRequest } from "./wire-request.ts";

/** Returns what openapi-fetch is called with besides the path. */
export function packageCallOptions(call: SampleCall, input: TypeScriptInput): object {
  const { operation } = call;
  const request = wireRequest(call);
  return {
    ...headersOfCall(call, request),
    ...inputProperties(withHeaderTexts(input, operation, request)),
    ...serializers(call, request),
    ...bodyOption(call, request),
    ...(operation.responseType !== undefined && { parseAs: operation.responseType }),
  };
}

/** Parameters that openapi-fetch does not write as the document wants them are written out. */
function serializers({ operation, input }: SampleCall, { path, query }: WireRequest): object {
  const isStyled = (location: "path" | "query"): boolean =>
    operation.styles.some(
      (style) => style.in === location && Object.hasOwn(input.params?.[location] ?? {}, style.name),
    );
  const isNested = Object.values(input.params?.query ?? {}).some(isDeep);
  const replaced = `(url) => url.replace(${literal(operation.path)}, () => ${literal(path)})`;
  return {
    ...(isStyled("path") && { pathSerializer: new Expression(replaced) }),
    ...((isStyled("query") || isNested) && {
      querySerializer: new Expression(`() => ${literal(query.slice(1))}`),
    }),
  };
}

/** Headers that openapi-fetch does not know by itself. */
function headersOfCall({ operation, input }: SampleCall, { headers }: WireRequest): object {
  const cookie = headers.filter(([name]) => name === "Cookie");
  const { requestMediaType: type } = operation;
  // JSON is what it sends by itself, and only fetch knows the boundary of its form.
  const isUsual = type === undefined || type === "multipart/form-data";
  const all = Object.fromEntries([
    ...cookie,
    ...(isUsual || input.body === undefined ? [] : [["Content-Type", type]]),
  ]);
  return Object.keys(all).length === 0 ? {} : { headers: all };
}

/** An object in a header has no form of its own in openapi-fetch, so that its text is given. */
function withHeaderTexts(
  { params, ...input }: TypeScriptInput,
  { styles }: OperationModel,
  { headers }: WireRequest,
): TypeScriptInput {
  const names = styles.filter((style) => style.in === "header").map(({ name }) => name);
  const texts = headers
    .filter(([name]) => names.includes(name))
    .map(([name, text]) => [name, new Expression(`${literal(text)} as never`)]);
  if (params?.header === undefined || texts.length === 0) return { ...input, params };
  const header = { ...params.header, ...Object.fromEntries(texts) };
  return { ...input, params: { ...params, header } };
}

function isDeep(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((inner) => typeof inner === "object" && inner !== null)
  );
}

/** How a body that is not JSON is written. */
function bodyOption({ operation, input }: SampleCall, { body }: WireRequest): object {
  const { requestMediaType: type } = operation;
  if (input.body === undefined || type === undefined) return {};
  if (body?.kind === "fields") return {};
  if (type === "multipart/form-data" && body?.kind !== "form") {
    return { bodySerializer: new Expression("() => new FormData()") };
  }
  const serializer = body?.kind === "form" ? formOf(input.body) : "(body) => body";
  return { bodySerializer: new Expression(serializer) };
}

function formOf(input: unknown): string {
  const properties = Object.values(Object(input));
  const isPlain = properties
    .flat()
    .every((item) => typeof item === "string" || item instanceof FileExample);
  const text = isPlain ? "item" : ITEM_TEXT;
  return `(body) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) {
      for (const item of [value].flat()) form.append(name, ${text});
    }
    return form;
  }`;
}

/** A file as it is, an object as its JSON, anything else as its text. */
const ITEM_TEXT =
  'item instanceof Blob ? item : typeof item === "object" ? JSON.stringify(item) : String(item)';
