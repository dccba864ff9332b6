import type { Encoding, Hmac, SentIn } from "@countersign/spec/vocabulary";
import { templateText } from "../emit/template-text.ts";
import { literal } from "../emit/text.ts";
import { type NumberedSignature, segmentOf, signaturesOf } from "./numbered-signatures.ts";
import type { SampleCall } from "./sample-call.ts";
import { type SignedPiece, signedPieces, valuePieces } from "./signed-pieces.ts";
import { credentialExpression } from "./typescript-credentials.ts";

/** Statements that sign `request`, and the names that they import from `node:crypto`. */
export interface SigningCode {
  /** Statements that come before `request` exists, because its query contains what they set. */
  readonly first: readonly string[];
  /** Pairs of the query that are signed, as expressions. */
  readonly pairs: readonly string[];
  readonly lines: readonly string[];
  /** Pairs of the query that are added after signing, as contents of a template. */
  readonly signatures: readonly string[];
  readonly cryptoNames: readonly string[];
}

/** Returns statements that set the signatures of `request`, a `Request` that is otherwise final. */
export function signingCode(call: SampleCall): SigningCode {
  const signatures = signaturesOf(call);
  const kinds = new Set(
    signatures.flatMap(({ hmac }) => signedPieces(hmac)).map(({ kind }) => kind),
  );
  const parts = [
    ["host", "host"],
    ["path", "pathname"],
    ["pathParameter", "pathname"],
    ["query", "search"],
    ["queryString", "search"],
  ] as const;
  const ofUrl = new Set(parts.filter(([kind]) => kinds.has(kind)).map(([, name]) => name));
  const nonce = signatures.some(({ hmac }) => hmac.nonce);
  const hasBody = kinds.has("body") || kinds.has("bodyHash");
  const clock = [
    ...timestamps(signatures),
    ...(nonce ? ['const nonce = randomBytes(16).toString("hex");'] : []),
  ];
  const pairs = signatures.flatMap(({ hmac }) => [
    ...pairOf(hmac.timestamp, timestampName(hmac)),
    ...pairOf(hmac.nonce, "nonce"),
  ]);
  return {
    first: pairs.length > 0 ? clock : [],
    pairs: [...new Set(pairs)].map((pair) => `\`${pair}\``),
    signatures: signatures.flatMap((signature) =>
      pairOf(signature, `encodeURIComponent(${sentValue(signature)})`),
    ),
    cryptoNames: [
      ...(kinds.has("bodyHash") ? ["createHash"] : []),
      "createHmac",
      ...(nonce ? ["randomBytes"] : []),
    ],
    lines: [
      ...(ofUrl.size > 0 ? [`const { ${[...ofUrl].join(", ")} } = new URL(request.url);`] : []),
      ...(hasBody ? ["const body = new Uint8Array(await request.clone().arrayBuffer());"] : []),
      ...(pairs.length > 0 ? [] : clock),
      ...signatures.flatMap((signature) => perAttemptHeaders(signature)),
      ...signatures.flatMap((signature) => signatureLines(call, signature)),
    ],
  };
}

function timestamps(signatures: readonly NumberedSignature[]): string[] {
  const units = new Set(signatures.flatMap(({ hmac: { timestamp } }) => timestamp?.unit ?? []));
  return [...units].map((unit) =>
    unit === "s"
      ? "const timestamp = String(Math.floor(Date.now() / 1000));"
      : "const timestampMs = String(Date.now());",
  );
}

function timestampName({ timestamp }: Hmac): string {
  return timestamp?.unit === "ms" ? "timestampMs" : "timestamp";
}

function perAttemptHeaders({ hmac }: NumberedSignature): string[] {
  const { timestamp, nonce } = hmac;
  const set = (header: string | undefined, value: string): string[] =>
    header === undefined ? [] : [`request.headers.set(${literal(header)}, ${value});`];
  return [...set(timestamp?.header, timestampName(hmac)), ...set(nonce?.header, "nonce")];
}

function pairOf(sentIn: SentIn | undefined, value: string): string[] {
  const { parameter } = sentIn ?? {};
  return parameter === undefined ? [] : [`${templateText(`${parameter}=`)}\${${value}}`];
}

function signatureLines(call: SampleCall, signature: NumberedSignature): string[] {
  const { header, hmac, suffix } = signature;
  const { bodyHash } = hmac;
  const hash = `bodyHash${suffix}`;
  const lines: string[] = [];
  if (bodyHash !== undefined) {
    const digest = `createHash(${algorithm(bodyHash)}).update(body)${digestIn(bodyHash)}`;
    if (bodyHash.whenEmpty === "omit") {
      lines.push(`const ${hash} =`, `  body.length === 0 ? "" : ${digest};`);
    } else lines.push(`const ${hash} = ${digest};`);
  }
  const updates = messageParts(signedPieces(hmac)).map(
    (part) => `  .update(${updateOf(part, { call, hmac, hash })})`,
  );
  lines.push(
    `const signature${suffix} = createHmac(${algorithm(hmac)}, ${keyOf(call, hmac)})`,
    ...updates,
    `  ${digestIn(hmac)};`,
  );
  if (header !== undefined) {
    lines.push(`request.headers.set(${literal(header)}, ${sentValue(signature)});`);
  }
  return lines;
}

function sentValue({ hmac, suffix }: NumberedSignature): string {
  const signature = `signature${suffix}`;
  const isBare = hmac.value === undefined || hmac.value === "{signature}";
  return isBare ? signature : valueTemplate(hmac, signature);
}

/** Returns the call that encodes a digest. */
function digestIn({ encoding }: { readonly encoding: Encoding }): string {
  if (encoding === "hexUpper") return '.digest("hex").toUpperCase()';
  if (encoding === "base64Unpadded") return '.digest("base64").replace(/=+$/, "")';
  return `.digest(${literal(encoding)})`;
}

function algorithm({ algorithm: name }: Pick<Hmac, "algorithm">): string {
  return literal(name.toLowerCase().replace("-", ""));
}

function keyOf(call: SampleCall, { credential, keyEncoding = "utf8", keyPrefix }: Hmac): string {
  const text = credentialExpression(call, credential);
  // Replacing the plain string would also match it in the middle of the key.
  const bare =
    keyPrefix === undefined ? text : `(${text}).replace(/^${regularExpression(keyPrefix)}/, "")`;
  return keyEncoding === "utf8" ? bare : `Buffer.from(${bare}, ${literal(keyEncoding)})`;
}

function regularExpression(text: string): string {
  return [...text]
    .map((character) =>
      /[\w-]/.test(character)
        ? character
        : [...Array(character.length).keys()]
            .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
            .join(""),
    )
    .join("");
}

/** Joins adjacent text; bytes stay separate. */
function messageParts(pieces: readonly SignedPiece[]): SignedPiece[][] {
  const parts: SignedPiece[][] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const isText = piece.kind !== "body" && piece.kind !== "header";
    if (isText && isOpen) parts.at(-1)?.push(piece);
    else parts.push([piece]);
    isOpen = isText;
  }
  return parts;
}

function updateOf(
  part: readonly SignedPiece[],
  { call, hmac, hash }: { call: SampleCall; hmac: Hmac; hash: string },
): string {
  const [first] = part;
  if (first?.kind === "body") return "body";
  // A header value has one character per byte.
  if (first?.kind === "header") {
    return `request.headers.get(${literal(first.argument)}) ?? "", "latin1"`;
  }
  const names: Readonly<Record<string, string>> = {
    method: "request.method",
    path: "pathname",
    query: "search",
    queryString: "search.slice(1)",
    host: "host",
    bodyHash: hash,
    timestamp: timestampName(hmac),
    nonce: "nonce",
  };
  const pieces = part.map((piece) => {
    if (piece.kind === "text") return templateText(piece.text);
    if (piece.kind === "pathParameter") {
      return `\${pathname.split("/").at(${segmentOf(call, piece.argument)})}`;
    }
    const value = names[piece.kind];
    return `\${${value ?? credentialExpression(call, "argument" in piece ? piece.argument : "")}}`;
  });
  const [only] = part;
  const isOneName = part.length === 1 && only !== undefined && names[only.kind] !== undefined;
  return isOneName ? String(names[only.kind]) : `\`${pieces.join("")}\``;
}

function valueTemplate(hmac: Hmac, signature: string): string {
  const pieces = valuePieces(hmac).map((piece) => {
    if (piece.kind === "text") return templateText(piece.text);
    const name = { timestamp: timestampName(hmac), nonce: "nonce" }[String(piece.kind)];
    return `\${${name ?? signature}}`;
  });
  return `\`${pieces.join("")}\``;
}
