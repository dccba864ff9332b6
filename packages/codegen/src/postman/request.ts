import { splitPath } from "@countersign/spec/openapi";
import type { SampleCall } from "../samples/sample-call.ts";
import { type WireBody, type WireRequest, wireRequest } from "../samples/wire-request.ts";
import { type PostmanCredentials, postmanCredentials } from "./credentials.ts";
import type { KeyValue, PostmanBody, PostmanItem, PostmanUrl } from "./postman-types.ts";

/** Returns a call as a request of a collection. */
export function postmanRequest(call: SampleCall, baseUrl: string): PostmanItem {
  const { operation, schemes } = call;
  const request = wireRequest(call);
  const credentials = postmanCredentials(call);
  const isSigned = schemes.some(({ kind }) => kind === "hmac");
  const { summary, description, documentation } = operation;
  const text = [description, documentation].filter((each) => each !== undefined).join("\n\n");
  return {
    name: summary ?? operation.id,
    request: {
      method: operation.method,
      ...(text !== "" && { description: text }),
      auth: credentials.auth,
      header: headersOf(request, credentials),
      url: urlOf(call, { request, baseUrl, credentials }),
      ...(request.body !== undefined && { body: bodyOf(request.body, isSigned) }),
    },
  };
}

function headersOf({ headers }: WireRequest, credentials: PostmanCredentials): KeyValue[] {
  const cookies = headers.filter(([name]) => name === "Cookie").map(([, value]) => value);
  const cookie = [...cookies, ...credentials.cookies].join("; ");
  return [
    ...headers.filter(([name]) => name !== "Cookie").map(([key, value]) => ({ key, value })),
    ...credentials.headers,
    ...(cookie === "" ? [] : [{ key: "Cookie", value: cookie }]),
  ];
}

/** Keeps a path segment that is a single variable; fills in any other. */
function urlOf(
  { operation }: SampleCall,
  {
    request,
    baseUrl,
    credentials,
  }: { request: WireRequest; baseUrl: string; credentials: PostmanCredentials },
): PostmanUrl {
  const written = request.path.split("/").slice(1);
  const variable: KeyValue[] = [];
  const path = splitPath(operation.path)
    .template.split("/")
    .slice(1)
    .map((segment, index) => {
      const [, key] = /^\{([\w.-]+)\}$/.exec(segment) ?? [];
      const value = written[index] ?? segment;
      if (key === undefined) return value;
      variable.push({ key, value: readable(value) });
      return `:${key}`;
    });
  const pairs = request.query === "" ? [] : request.query.slice(1).split("&");
  const query = [...pairs.map(toPair), ...credentials.query];
  const host = `{{${baseUrl}}}`;
  const search = query.map(({ key, value }) => `${key}=${value}`).join("&");
  return {
    raw: `${host}/${path.join("/")}${search === "" ? "" : `?${search}`}`,
    host: [host],
    path,
    ...(query.length > 0 && { query }),
    ...(variable.length > 0 && { variable }),
  };
}

function toPair(text: string): KeyValue {
  const [key = "", value = ""] = text.split(/=(.*)/s);
  return { key: readable(key), value: readable(value) };
}

/** Decodes whatever Postman sends unchanged. */
function readable(text: string): string {
  const decoded = decodeURIComponent(text);
  if (/^[\w.,:@[\]-]*$/.test(decoded)) return decoded;
  return text.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function bodyOf(body: WireBody, isSigned: boolean): PostmanBody {
  switch (body.kind) {
    case "json": {
      const raw = JSON.stringify(body.value, undefined, 2);
      return { mode: "raw", raw, options: { raw: { language: "json" } } };
    }
    case "text":
      return { mode: "raw", raw: body.text };
    case "file":
      return { mode: "file", file: { src: body.file.name } };
    case "fields":
      // A script knows the exact bytes of raw bodies only.
      return isSigned
        ? {
            mode: "raw",
            raw: new URLSearchParams(body.fields.map(([...field]) => field)).toString(),
          }
        : { mode: "urlencoded", urlencoded: body.fields.map(([key, value]) => ({ key, value })) };
    case "form":
      return {
        mode: "formdata",
        formdata: body.fields.map(({ name: key, value, mediaType }) =>
          typeof value === "string"
            ? {
                key,
                type: "text",
                value,
                ...(mediaType !== undefined && { contentType: mediaType }),
              }
            : { key, type: "file", src: value.name },
        ),
      };
  }
}
