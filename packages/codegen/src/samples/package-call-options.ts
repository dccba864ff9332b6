import type { OperationModel } from "@countersign/spec/model";
import { FileExample } from "@countersign/spec/model";
import { splitPath } from "@countersign/spec/openapi";
import { Expression, literal } from "../emit/text.ts";
import type { SampleCall } from "./sample-call.ts";
import { filesIn } from "./sample-files.ts";
import { inputProperties, type TypeScriptInput } from "./typescript-input.ts";
import { type FormField, type WireBody, type WireRequest, wireRequest } from "./wire-request.ts";

/** Returns the options of an openapi-fetch call. */
export function packageCallOptions(call: SampleCall, input: TypeScriptInput): object {
  const { operation } = call;
  const request = wireRequest(call);
  return {
    ...headersOfCall(call, request),
    ...inputProperties(withHeaderStrings(input, operation, request)),
    ...serializers(call, request),
    ...bodyOption(call, request),
    ...(operation.responseType !== undefined && {
      parseAs: operation.responseType === "events" ? "stream" : operation.responseType,
    }),
  };
}

/** Writes out parameters that openapi-fetch would serialise differently from the document. */
function serializers({ operation, input }: SampleCall, { path, query }: WireRequest): object {
  const isStyled = (location: "path" | "query"): boolean =>
    operation.styles.some(
      (style) => style.in === location && Object.hasOwn(input.params?.[location] ?? {}, style.name),
    );
  const isNested = Object.values(input.params?.query ?? {}).some(isDeep);
  const { template, query: constant } = splitPath(operation.path);
  const replaced = `(url) => url.replace(${literal(template)}, () => ${literal(path)})`;
  // The client sends the pairs of the path itself.
  const own = query.slice(1).split("&").slice(constant.length).join("&");
  return {
    ...(isStyled("path") && { pathSerializer: new Expression(replaced) }),
    ...((isStyled("query") || isNested) && {
      querySerializer: new Expression(`() => ${literal(own)}`),
    }),
  };
}

/** Returns the headers that openapi-fetch does not set itself. */
function headersOfCall({ operation, input }: SampleCall, { headers }: WireRequest): object {
  const cookie = headers.filter(([name]) => name === "Cookie");
  const { requestMediaType: type } = operation;
  // openapi-fetch sends JSON by default, and only fetch knows the boundary of a form.
  const isDefault = type === undefined || type === "multipart/form-data";
  const all = Object.fromEntries([
    ...cookie,
    ...(isDefault || input.body === undefined ? [] : [["Content-Type", type]]),
  ]);
  return Object.keys(all).length === 0 ? {} : { headers: all };
}

/** Writes out objects in headers as strings, because openapi-fetch cannot serialise them. */
function withHeaderStrings(
  { params, ...input }: TypeScriptInput,
  { styles }: OperationModel,
  { headers }: WireRequest,
): TypeScriptInput {
  const names = styles.filter((style) => style.in === "header").map(({ name }) => name);
  const strings = headers
    .filter(([name]) => names.includes(name))
    .map(([name, value]) => [name, new Expression(`${literal(value)} as never`)]);
  if (params?.header === undefined || strings.length === 0) return { ...input, params };
  const header = { ...params.header, ...Object.fromEntries(strings) };
  return { ...input, params: { ...params, header } };
}

function isDeep(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((inner) => typeof inner === "object" && inner !== null)
  );
}

/** Returns the serializer of a body that is not JSON. */
function bodyOption({ operation, input }: SampleCall, { body }: WireRequest): object {
  const { requestMediaType: type } = operation;
  if (input.body === undefined || type === undefined) return {};
  if (body?.kind === "fields") {
    // openapi-fetch writes a list with commas and an object as `[object Object]`.
    const isFlat = Object.values(Object(input.body)).every((value) => typeof value !== "object");
    if (isFlat) return {};
    const text = new URLSearchParams(body.fields.map(([...field]) => field)).toString();
    return { bodySerializer: new Expression(`() => ${literal(text)}`) };
  }
  if (type === "multipart/form-data" && body?.kind !== "form") {
    return { bodySerializer: new Expression("() => new FormData()") };
  }
  const serializer = body?.kind === "form" ? formOf(input.body, body, operation) : "(body) => body";
  return { bodySerializer: new Expression(serializer) };
}

function formOf(
  input: unknown,
  { fields }: WireBody & { readonly kind: "form" },
  { encodings }: OperationModel,
): string {
  const properties = Object.entries(Object(input));
  // Written out, unlike files, because each has an encoding of its own.
  const isWritten = (name: string, value: unknown): boolean =>
    encodings.some((each) => each.name === name) && filesIn(value).length === 0;
  const written = properties.filter((each) => isWritten(...each)).map(([name]) => name);
  const others = properties.filter((each) => !isWritten(...each));
  const isPlain = others
    .flatMap(([, value]) => value)
    .every((item) => typeof item === "string" || item instanceof FileExample);
  const names = new Set(others.map(([name]) => name));
  const lines = [
    "const form = new FormData();",
    ...(others.length > 0 ? loopOver(written, isPlain ? "item" : ITEM_EXPRESSION) : []),
    ...fields.filter(({ name }) => !names.has(name)).map(appended),
    "return form;",
  ];
  return `(${others.length > 0 ? "body" : ""}) => {\n${lines.map((line) => `    ${line}\n`).join("")}  }`;
}

function loopOver(skipped: readonly string[], item: string): string[] {
  return [
    "for (const [name, value] of Object.entries(body)) {",
    ...(skipped.length > 0 ? [`  if (${literal(skipped)}.includes(name)) continue;`] : []),
    `  for (const item of [value].flat()) form.append(name, ${item});`,
    "}",
  ];
}

function appended({ name, value, mediaType: type }: FormField): string {
  const text = typeof value === "string" ? value : value.text;
  const item =
    type === undefined ? literal(text) : `new Blob([${literal(text)}], { type: ${literal(type)} })`;
  return `form.append(${literal(name)}, ${item});`;
}

/** Keeps files, and turns objects into JSON and anything else into a string. */
const ITEM_EXPRESSION =
  'item instanceof Blob ? item : typeof item === "object" ? JSON.stringify(item) : String(item)';
