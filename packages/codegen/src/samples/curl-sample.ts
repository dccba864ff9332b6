import { aroundCredential } from "@countersign/spec/model";
import { baseUrlVariable, credentialVariable } from "../emit/credential-variable.ts";
import { LINE_WIDTH } from "./formatted-value.ts";
import { type NumberedSignature, segmentOf, signaturesOf } from "./numbered-signatures.ts";
import type { SampleCall } from "./sample-call.ts";
import { responseFileName } from "./sample-files.ts";
import { type ShellRequest, shellSignatures } from "./shell-signature.ts";
import { NotInShell, type ShellPart, shellWord } from "./shell-word.ts";
import { type SignedToken, signedPieces } from "./signed-pieces.ts";
import { type WireBody, type WireRequest, wireRequest } from "./wire-request.ts";

type Header = readonly [name: string, value: readonly ShellPart[]];

/**
 * Returns POSIX shell commands that call an operation with curl and compute its signatures with openssl. If
 * that is not possible, returns a comment with the reason.
 */
export function curlSample(call: SampleCall): string {
  try {
    return curlCommands(call);
  } catch (error) {
    if (!(error instanceof NotInShell)) throw error;
    return `# curl cannot make this call: ${error.message}.\n# Use one of the other samples.\n`;
  }
}

function curlCommands(call: SampleCall): string {
  const request = wireRequest(call);
  const credentials = credentialParts(call);
  const headers = joinedHeaders(request, credentials);
  const signatures = signaturesIn(call, request, credentials);
  const body = bodyArguments(request, signatures.length > 0);
  const signed = shellSignatures(
    {
      method: request.method,
      url: finalUrl(request),
      headers,
      body: signedBody(request.body),
      segmentOf: (parameter) => segmentOf(call, parameter),
      variableOf: (credential) => credentialVariable(call.model, credential),
    },
    signatures,
  );
  const isSaved = call.operation.responseType === "blob" && call.responseTypeName !== undefined;
  const options = [
    ...[...headers, ...signed.headers].map(
      ([name, value]) => `--header ${headerWord(name, value)}`,
    ),
    ...credentials.options,
    ...body.options,
    ...(call.operation.responseType === "events" ? ["--no-buffer"] : []),
    ...(isSaved ? [`--output ${responseFileName(call.responseTypeName ?? "")}`] : []),
  ];
  const parts = urlParts(call, request, [...credentials.keys, ...signed.pairs]);
  const url = shellWord(...parts);
  const first = `curl ${methodOption(request, parts)}`;
  const start = first.length + url.length < LINE_WIDTH - 2 ? [`${first} ${url}`] : [first, url];
  const paragraphs = [
    credentials.keys.length > 0 ? [KEY_COMMENT] : [],
    [...body.lines, ...signed.lines],
    [[...start, ...options].join(" \\\n  ")],
  ].filter((lines) => lines.length > 0);
  return `${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const KEY_COMMENT =
  "# The key is part of the URL: percent-encode all but letters, digits, hyphens, dots, tildes and underscores.";

/** Adds `--globoff` if necessary, because curl expands brackets. */
function methodOption({ method }: WireRequest, url: readonly ShellPart[]): string {
  const option = method === "HEAD" ? "--head" : `--request ${method}`;
  const isBracketed = url.some((part) => typeof part === "string" && /[[\]{}]/.test(part));
  return isBracketed ? `${option} --globoff` : option;
}

function toHeader([name, value]: readonly [string, string]): Header {
  return [name, [value]];
}

/** curl removes a header without a value, unless it ends with a semicolon. */
function headerWord(name: string, value: readonly ShellPart[]): string {
  const texts = [name, ...value.filter((part) => typeof part === "string")];
  if (texts.some((text) => /[^\t\x20-\x7e]/.test(text))) {
    throw new NotInShell(`the header ${JSON.stringify(name)} is not plain ASCII`);
  }
  const isEmpty = value.every((part) => part === "");
  return isEmpty ? shellWord(`${name};`) : shellWord(`${name}: `, ...value);
}

/** The credentials of a request. */
interface CredentialParts {
  readonly headers: readonly Header[];
  /** Pairs for the cookie. */
  readonly cookies: readonly (readonly ShellPart[])[];
  /** Pairs for the query. */
  readonly keys: readonly (readonly ShellPart[])[];
  readonly options: readonly string[];
}

function credentialParts({ model, schemes }: SampleCall): CredentialParts {
  const variable = (credential: string): ShellPart => ({
    variable: credentialVariable(model, credential),
  });
  const headers = schemes.flatMap((scheme): Header[] => {
    if (scheme.kind === "apiKey") {
      const [before, after] = aroundCredential(scheme);
      const parts = [before, variable(scheme.credential), after].filter((part) => part !== "");
      return [[scheme.header, parts]];
    }
    if (scheme.kind !== "bearer") return [];
    return [["Authorization", ["Bearer ", variable(scheme.credential)]]];
  });
  return {
    headers,
    cookies: schemes.flatMap((scheme) =>
      scheme.kind === "cookie" ? [[`${scheme.cookie}=`, variable(scheme.credential)]] : [],
    ),
    keys: schemes.flatMap((scheme) =>
      scheme.kind === "query" ? [[`${scheme.parameter}=`, variable(scheme.credential)]] : [],
    ),
    options: schemes.flatMap((scheme) => {
      if (scheme.kind !== "basic") return [];
      const [user, password] = [variable(scheme.username), variable(scheme.password)];
      return [`--user ${shellWord(user, ":", password)}`];
    }),
  };
}

/** Joins the document's headers with those that carry credentials, and all cookies into one header. */
function joinedHeaders(request: WireRequest, { headers, cookies }: CredentialParts): Header[] {
  const isCookie = ([name]: readonly [string, ...unknown[]]): boolean => name === "Cookie";
  const given = request.headers.filter(isCookie).map(([, value]): readonly ShellPart[] => [value]);
  const pairs = [...given, ...cookies];
  const cookie = pairs.flatMap((pair, index) => (index === 0 ? pair : ["; ", ...pair]));
  return [
    ...request.headers.filter((header) => !isCookie(header)).map(toHeader),
    ...headers,
    ...(cookie.length > 0 ? [["Cookie", cookie] as const] : []),
  ];
}

/** Returns the URL for curl, with more pairs in its query. */
function urlParts(
  call: SampleCall,
  request: WireRequest,
  added: readonly (readonly ShellPart[])[],
): ShellPart[] {
  const url = finalUrl(request);
  const base =
    url === undefined
      ? [{ variable: baseUrlVariable(call.model) }, request.path + request.query]
      : [url];
  const pairs = added.map((key, index) => {
    return [index === 0 && request.query === "" ? "?" : "&", ...key];
  });
  return [...base, ...pairs.flat()];
}

/** Returns the URL as a URL parser writes it, so that what is signed is what is sent. */
function finalUrl({ baseUrl, path, query }: WireRequest): string | undefined {
  return baseUrl === undefined ? undefined : new URL(baseUrl + path + query).href;
}

interface BodyArguments {
  readonly lines: readonly string[];
  readonly options: readonly string[];
}

/** Puts a signed body in a variable, so that the same bytes are signed and sent. */
function bodyArguments({ body }: WireRequest, isSigned: boolean): BodyArguments {
  if (body === undefined) return { lines: [], options: [] };
  if (body.kind === "file") {
    return { lines: [], options: [`--data-binary ${shellWord(`@${body.file.name}`)}`] };
  }
  if (body.kind === "form") return { lines: [], options: formOptions(body) };
  const text = bodyText(body);
  // With --data, a leading @ would mean a file name.
  const option = text.startsWith("@") ? "--data-raw" : "--data";
  if (!isSigned) return { lines: [], options: [`${option} ${shellWord(text)}`] };
  return { lines: [`body=${shellWord(text)}`], options: [`${option} "$body"`] };
}

function bodyText(body: WireBody & { kind: "json" | "text" | "fields" }): string {
  if (body.kind === "text") return body.text;
  if (body.kind === "fields")
    return new URLSearchParams(body.fields.map(([...field]) => field)).toString();
  const line = JSON.stringify(body.value);
  return line.length <= LINE_WIDTH - 10 ? line : JSON.stringify(body.value, undefined, 2);
}

function formOptions({ fields }: WireBody & { kind: "form" }): string[] {
  return fields.map(({ name, value, mediaType }) => {
    if (/[="\\\p{Cc}]/u.test(name)) {
      throw new NotInShell(`curl cannot send a form field called ${JSON.stringify(name)}`);
    }
    if (typeof value !== "string") {
      return `--form ${shellWord(`${name}=@${value.name};type=${value.mediaType}`)}`;
    }
    if (mediaType === undefined) return `--form-string ${shellWord(`${name}=${value}`)}`;
    // In quotes, curl takes an @ or a semicolon as text.
    const quoted = value.replace(/["\\]/g, "\\$&");
    return `--form ${shellWord(`${name}="${quoted}";type=${mediaType}`)}`;
  });
}

function signedBody(body: WireBody | undefined): ShellRequest["body"] {
  if (body === undefined) return undefined;
  return body.kind === "file" ? { file: body.file } : { variable: "body" };
}

function signaturesIn(
  call: SampleCall,
  { body }: WireRequest,
  { keys, options }: CredentialParts,
): NumberedSignature[] {
  const signatures = signaturesOf(call);
  const covers = (kind: SignedToken): boolean =>
    signatures.some(({ hmac }) => signedPieces(hmac).some((piece) => piece.kind === kind));
  if (body?.kind === "form" && (covers("body") || covers("bodyHash"))) {
    throw new NotInShell("curl chooses the boundary of a form, and the signature covers the body");
  }
  if (keys.length > 0 && (covers("query") || covers("queryString"))) {
    throw new NotInShell(
      "the signature covers the query, which contains a key that must be encoded",
    );
  }
  if (options.length > 0 && covers("header")) {
    throw new NotInShell("the signature may cover the header that curl creates from the password");
  }
  return signatures;
}
