import type { Encoding, Hmac } from "@countersign/spec/vocabulary";
import type { NumberedSignature } from "./numbered-signatures.ts";
import type { SampleFile } from "./sample-files.ts";
import { NotInShell, type ShellPart, shellWord } from "./shell-word.ts";
import { type SignedPiece, signedPieces, valuePieces } from "./signed-pieces.ts";

/** A request that a shell signs. */
export interface ShellRequest {
  readonly method: string;
  /** Absolute and final; undefined if only a variable contains it. */
  readonly url: string | undefined;
  readonly headers: readonly (readonly [name: string, value: readonly ShellPart[]])[];
  /** The variable or file that contains the body; undefined if there is none. */
  readonly body: { readonly variable: string } | { readonly file: SampleFile } | undefined;
  /** Returns the place of a path parameter among the path's segments, counted from the end: -1 is the last. */
  readonly segmentOf: (parameter: string) => number;
  /** Returns the environment variable of a credential. */
  readonly variableOf: (credential: string) => string;
}

/** Shell assignments, and the headers and pairs of the query that use the variables. */
export interface ShellSignatures {
  readonly lines: readonly string[];
  readonly pairs: readonly (readonly ShellPart[])[];
  readonly headers: readonly (readonly [name: string, value: readonly ShellPart[]])[];
}

/** A request with what is sent with its signatures. */
interface SignedRequest extends ShellRequest {
  /** Pairs of the query that signatures cover. */
  readonly pairs: readonly (readonly ShellPart[])[];
}

/**
 * Returns shell commands that compute the signatures of a request with openssl.
 *
 * @throws NotInShell for a signature that a shell cannot compute.
 */
export function shellSignatures(
  request: ShellRequest,
  signatures: readonly NumberedSignature[],
): ShellSignatures {
  const perAttempt = signatures.flatMap(({ hmac }) => perAttemptHeaders(hmac));
  const pairs = signatures.flatMap(({ hmac }) => perAttemptPairs(hmac));
  const signed = { ...request, headers: [...request.headers, ...perAttempt], pairs };
  const lines = [
    ...clockLines(signatures),
    ...signatures.flatMap((signature) => signatureLines(signed, signature)),
  ];
  const headers = signatures.flatMap(({ header, hmac, suffix }) =>
    header === undefined
      ? []
      : [[header, valuePieces(hmac).map((piece) => valuePart(piece, hmac, suffix))] as const],
  );
  const sent = signatures.flatMap(({ parameter, hmac, suffix }) =>
    parameter === undefined
      ? []
      : [[`${parameter}=`, ...valuePieces(hmac).map((piece) => encodedPart(piece, hmac, suffix))]],
  );
  return { lines, pairs: [...pairs, ...sent], headers: [...perAttempt, ...headers] };
}

function clockLines(signatures: readonly NumberedSignature[]): string[] {
  const units = new Set(signatures.flatMap(({ hmac }) => hmac.timestamp?.unit ?? []));
  const hasNonce = signatures.some(({ hmac }) => hmac.nonce !== undefined);
  return [
    ...(units.has("s") ? ["timestamp=$(date +%s)"] : []),
    ...(units.has("ms") ? ["timestamp_ms=$(date +%s)000"] : []),
    ...(hasNonce ? ["nonce=$(openssl rand -hex 16)"] : []),
  ];
}

function perAttemptHeaders({ timestamp, nonce }: Hmac): [string, ShellPart[]][] {
  const headers: [string, ShellPart[]][] = [];
  if (timestamp?.header !== undefined) headers.push([timestamp.header, [timestampPart(timestamp)]]);
  if (nonce?.header !== undefined) headers.push([nonce.header, [{ variable: "nonce" }]]);
  return headers;
}

function perAttemptPairs({ timestamp, nonce }: Hmac): ShellPart[][] {
  const pairs: ShellPart[][] = [];
  if (timestamp?.parameter !== undefined) {
    pairs.push([`${timestamp.parameter}=`, timestampPart(timestamp)]);
  }
  if (nonce?.parameter !== undefined) pairs.push([`${nonce.parameter}=`, { variable: "nonce" }]);
  return pairs;
}

/** Returns a part of a value for the query; its command has encoded the signature. */
function encodedPart(piece: SignedPiece, hmac: Hmac, suffix: string): ShellPart {
  return piece.kind === "text" ? encodeURIComponent(piece.text) : valuePart(piece, hmac, suffix);
}

function timestampPart({ unit }: { readonly unit: "s" | "ms" }): ShellPart {
  return { variable: unit === "s" ? "timestamp" : "timestamp_ms" };
}

function valuePart(piece: SignedPiece, { timestamp }: Hmac, suffix: string): ShellPart {
  if (piece.kind === "text") return piece.text;
  if (piece.kind === "nonce") return { variable: "nonce" };
  if (piece.kind === "timestamp") return timestampPart(timestamp ?? { unit: "s" });
  return { variable: `signature${suffix}` };
}

function signatureLines(request: SignedRequest, signature: NumberedSignature): string[] {
  const { parameter, hmac, suffix } = signature;
  const lines: string[] = [];
  const { bodyHash, credential, keyEncoding = "utf8", keyPrefix } = hmac;
  if (bodyHash !== undefined && !(request.body === undefined && bodyHash.whenEmpty === "omit")) {
    const digest = digestOf(bodyHash, "");
    lines.push(`body_hash${suffix}=$(${bytesOf([{ bytes: request.body }])} |\n  ${digest})`);
  }
  const secret = request.variableOf(credential);
  let key = `$${secret}`;
  if (keyPrefix !== undefined) {
    const isPlain = /^[\w-]+$/.test(keyPrefix);
    if (!isPlain) lines.push(`key_prefix${suffix}=${shellWord(keyPrefix)}`);
    key = `\${${secret}#${isPlain ? keyPrefix : `"$key_prefix${suffix}"`}}`;
  }
  if (keyEncoding === "base64") {
    lines.push(
      `key${suffix}=$(printf %s "${key}" | openssl base64 -d -A |\n  od -An -v -tx1 | tr -d ' \\n')`,
    );
    key = `$key${suffix}`;
  }
  const mac = keyEncoding === "utf8" ? `-hmac "${key}"` : `-mac HMAC -macopt "hexkey:${key}"`;
  const message = bytesOf(messageOf(request, signature));
  const encoded = parameter !== undefined && /^base64(Unpadded)?$/.test(hmac.encoding);
  const percent = encoded ? " |\n  sed 's/+/%2B/g; s#/#%2F#g; s/=/%3D/g'" : "";
  lines.push(`signature${suffix}=$(${message} |\n  ${digestOf(hmac, ` ${mac}`)}${percent})`);
  return lines;
}

/** A part of the output of a command: a word, or a body. */
type Written = { readonly word: readonly ShellPart[] } | { readonly bytes: ShellRequest["body"] };

/** Returns a command that writes bytes to its standard output. */
function bytesOf(parts: readonly Written[]): string {
  const words: ShellPart[] = [];
  const commands: string[] = [];
  const flush = (): void => {
    if (words.length > 0) commands.push(`printf %s ${shellWord(...words)}`);
    words.length = 0;
  };
  for (const part of parts) {
    if ("word" in part) words.push(...part.word);
    else if (part.bytes === undefined) continue;
    else if ("variable" in part.bytes) words.push(part.bytes);
    else {
      flush();
      commands.push(`cat ${shellWord(part.bytes.file.name)}`);
    }
  }
  flush();
  if (commands.length === 0) return "printf ''";
  return commands.length === 1 ? String(commands[0]) : `{ ${commands.join("; ")}; }`;
}

function messageOf(request: SignedRequest, { hmac, suffix }: NumberedSignature): Written[] {
  return signedPieces(hmac).map((piece): Written => {
    if (piece.kind === "body") return { bytes: request.body };
    return { word: wordOf(piece, { request, hmac, suffix }) };
  });
}

function wordOf(
  piece: SignedPiece,
  { request, hmac, suffix }: { request: SignedRequest; hmac: Hmac; suffix: string },
): readonly ShellPart[] {
  const { method, body, variableOf } = request;
  switch (piece.kind) {
    case "text":
      return [piece.text];
    case "method":
      return [method];
    case "path":
      return [urlOf(request).pathname];
    case "pathParameter":
      return [urlOf(request).pathname.split("/").at(request.segmentOf(piece.argument)) ?? ""];
    case "query":
      return queryOf(request, "?");
    case "queryString":
      return queryOf(request, "");
    case "host":
      return [urlOf(request).host];
    case "bodyHash": {
      const isOmitted = body === undefined && hmac.bodyHash?.whenEmpty === "omit";
      return isOmitted ? [] : [{ variable: `body_hash${suffix}` }];
    }
    case "credential":
      return [{ variable: variableOf(piece.argument) }];
    case "header":
      return headerOf(request, piece.argument);
    default:
      return [valuePart(piece, hmac, suffix)];
  }
}

/** Returns the query that a signature covers. */
function queryOf(request: SignedRequest, mark: string): ShellPart[] {
  const pairs = [urlOf(request).search.slice(1), ...request.pairs].filter((pair) => pair !== "");
  return pairs.flatMap((pair, index) => [index === 0 ? mark : "&", pair].flat());
}

function urlOf({ url }: ShellRequest): URL {
  if (url !== undefined) return new URL(url);
  throw new NotInShell("the signature covers the URL, but the document declares no server");
}

function headerOf({ headers }: ShellRequest, name: string): readonly ShellPart[] {
  const found = headers.filter(([each]) => each.toLowerCase() === name.toLowerCase());
  return found.at(-1)?.[1] ?? [];
}

const ENCODE: Readonly<Record<Encoding, string>> = {
  hex: "-hex | sed 's/^.* //'",
  hexUpper: "-hex | sed 's/^.* //' | tr 'a-f' 'A-F'",
  base64: "-binary | openssl base64 -A",
  base64Unpadded: "-binary | openssl base64 -A | tr -d '='",
  base64url: "-binary | openssl base64 -A | tr '+/' '-_' | tr -d '='",
};

function digestOf(
  { algorithm, encoding }: Pick<Hmac, "algorithm" | "encoding">,
  mac: string,
): string {
  return `openssl dgst -${algorithm.toLowerCase().replace("-", "")}${mac} ${ENCODE[encoding]}`;
}
