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
  /** Returns the environment variable of a credential. */
  readonly variableOf: (credential: string) => string;
}

/** Shell assignments, and the headers that use the variables. */
export interface ShellSignatures {
  readonly lines: readonly string[];
  readonly headers: readonly (readonly [name: string, value: readonly ShellPart[]])[];
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
  const signed = { ...request, headers: [...request.headers, ...perAttempt] };
  const lines = [
    ...clockLines(signatures),
    ...signatures.flatMap((signature) => signatureLines(signed, signature)),
  ];
  const headers = signatures.map(
    ({ header, hmac, suffix }) =>
      [header, valuePieces(hmac).map((piece) => valuePart(piece, hmac, suffix))] as const,
  );
  return { lines, headers: [...perAttempt, ...headers] };
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

function timestampPart({ unit }: { readonly unit: "s" | "ms" }): ShellPart {
  return { variable: unit === "s" ? "timestamp" : "timestamp_ms" };
}

function valuePart(piece: SignedPiece, { timestamp }: Hmac, suffix: string): ShellPart {
  if (piece.kind === "text") return piece.text;
  if (piece.kind === "nonce") return { variable: "nonce" };
  if (piece.kind === "timestamp") return timestampPart(timestamp ?? { unit: "s" });
  return { variable: `signature${suffix}` };
}

function signatureLines(request: ShellRequest, signature: NumberedSignature): string[] {
  const { hmac, suffix } = signature;
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
  lines.push(`signature${suffix}=$(${message} |\n  ${digestOf(hmac, ` ${mac}`)})`);
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

function messageOf(request: ShellRequest, { hmac, suffix }: NumberedSignature): Written[] {
  return signedPieces(hmac).map((piece): Written => {
    if (piece.kind === "body") return { bytes: request.body };
    return { word: wordOf(piece, { request, hmac, suffix }) };
  });
}

function wordOf(
  piece: SignedPiece,
  { request, hmac, suffix }: { request: ShellRequest; hmac: Hmac; suffix: string },
): readonly ShellPart[] {
  const { method, body, variableOf } = request;
  switch (piece.kind) {
    case "text":
      return [piece.text];
    case "method":
      return [method];
    case "path":
      return [urlOf(request).pathname];
    case "query":
      return [urlOf(request).search];
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
  base64: "-binary | openssl base64 -A",
  base64url: "-binary | openssl base64 -A | tr '+/' '-_' | tr -d '='",
};

function digestOf(
  { algorithm, encoding }: Pick<Hmac, "algorithm" | "encoding">,
  mac: string,
): string {
  return `openssl dgst -${algorithm.toLowerCase().replace("-", "")}${mac} ${ENCODE[encoding]}`;
}
