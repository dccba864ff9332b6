import { readdirSync, readFileSync } from "node:fs";
import type {
  DetachedSignature,
  Encoding,
  Hmac,
  SentIn,
  WebhookSignature,
} from "../../src/provider-table/provider.ts";

/** A string, or bytes in hexadecimal. */
export type Content = string | { readonly hex: string };

/** A file of the folder `vectors`, whose README documents the fields. */
export interface VectorFile {
  readonly scheme: string;
  readonly words: "x-countersign-hmac" | "x-countersign-webhooks";
  readonly source: readonly string[];
  readonly note: string;
  /** How the body of a delivery is read, if it is not JSON. */
  readonly body?: "form" | "text";
  readonly declaration: VectorDeclaration;
  readonly cases: readonly VectorCase[];
}

/** How a scheme signs requests or deliveries. */
export type VectorDeclaration = Omit<Hmac, "timestamp"> &
  SentIn &
  Pick<WebhookSignature, "pointer" | "algorithms" | "valueSeparator"> & {
    readonly timestamp?: SentIn & {
      readonly pointer?: string;
      readonly unit: "s" | "ms" | "rfc3339";
    };
  };

/** How a scheme signs that puts nothing but headers and parameters of the query into a request. */
export type HeaderDeclaration = Omit<VectorDeclaration, "pointer" | "algorithms" | "timestamp"> & {
  readonly timestamp?: SentIn & { readonly unit: "s" | "ms" };
};

/** A case in a file. */
export interface VectorCase {
  readonly name: string;
  readonly origin: "published" | "computed";
  readonly declaration?: Partial<VectorDeclaration>;
  readonly secret: string;
  readonly input: {
    readonly method: string;
    readonly url: string;
    readonly template?: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Content;
    readonly timestamp?: string;
    readonly nonce?: string;
    readonly credentials?: Readonly<Record<string, string>>;
  };
  readonly canonical: Content;
  readonly headers: Readonly<Record<string, string>>;
  readonly url?: string;
}

/** A file whose signatures a public key verifies. */
export interface KeyedFile {
  readonly scheme: string;
  readonly source: readonly string[];
  readonly note: string;
  readonly declaration: DetachedSignature;
  readonly cases: readonly {
    readonly name: string;
    readonly origin: "published" | "computed";
    readonly publicKey: string;
    readonly input: {
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Content;
      readonly timestamp?: string;
    };
    readonly headers: Readonly<Record<string, string>>;
  }[];
}

const ASYMMETRIC = "x-countersign-webhooks.asymmetric";

const folder = new URL("../../vectors/", import.meta.url);

/** The files of the folder that a secret signs. */
export const vectorFiles: readonly VectorFile[] = readFiles().filter(
  ({ words }) => words !== ASYMMETRIC,
);

/** The files of the folder that a private key signs. */
export const keyedFiles: readonly KeyedFile[] = readFiles().filter(
  ({ words }) => words === ASYMMETRIC,
);

function readFiles() {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
}

/** All cases, each with its complete declaration. */
export const vectors = vectorFiles.flatMap(({ scheme, words, body, declaration, cases }) =>
  cases.map((vector) => ({
    ...vector,
    title: `${scheme}, ${vector.name} (${vector.origin})`,
    words,
    body,
    declaration: { ...declaration, ...vector.declaration },
  })),
);

/** The cases whose signature is in a header or the query, and covers nothing but a request's method, URL, headers and body. */
export const headerVectors = vectors.flatMap(({ declaration, ...vector }) =>
  isInHeader(declaration) ? [{ ...vector, declaration }] : [],
);

function isInHeader(declaration: VectorDeclaration): declaration is HeaderDeclaration {
  const words = /"\{url\}"|\{sortedForm\}|\{body:|"pointer"|"rfc3339"/;
  return !words.test(JSON.stringify(declaration));
}

/** The cases of deliveries. */
export const deliveryVectors = vectors.flatMap(({ words, declaration, ...vector }) =>
  words === "x-countersign-webhooks"
    ? [{ ...vector, declaration: asWebhookSignature(declaration) }]
    : [],
);

/** Returns the declaration of a scheme for deliveries, as providers' tables have it. */
export function asWebhookSignature(declaration: VectorDeclaration): WebhookSignature {
  // What only requests have is absent.
  return declaration as WebhookSignature;
}

/** Returns the bytes of a string or of hexadecimal digits. */
export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    typeof content === "string" ? Buffer.from(content) : Buffer.from(content.hex, "hex"),
  );
}

/** Returns bytes as a string, encoded by Node. */
export function encodedByNode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === "hexUpper") return bytes.toString("hex").toUpperCase();
  if (encoding === "base64Unpadded") return bytes.toString("base64").replace(/=+$/, "");
  return bytes.toString(encoding);
}

/** Returns the expected value of a case's signature, in its header or its query. */
export function signatureIn({
  declaration,
  headers,
  url = "",
}: (typeof headerVectors)[number]): unknown {
  return declaration.parameter === undefined
    ? headers[declaration.header ?? ""]
    : new URL(url).searchParams.get(declaration.parameter);
}
