import { readdirSync, readFileSync } from "node:fs";
import type { HeaderSignature, WebhookSignature } from "../../src/provider-table/provider.ts";

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
  readonly declaration: WebhookSignature;
  readonly cases: readonly VectorCase[];
}

/** A case in a file. */
export interface VectorCase {
  readonly name: string;
  readonly origin: "published" | "computed";
  readonly declaration?: Partial<WebhookSignature>;
  readonly secret: string;
  readonly input: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Content;
    readonly timestamp?: string;
    readonly nonce?: string;
    readonly credentials?: Readonly<Record<string, string>>;
  };
  readonly canonical: Content;
  readonly headers: Readonly<Record<string, string>>;
}

const folder = new URL("../../vectors/", import.meta.url);

/** The files of the folder. */
export const vectorFiles: readonly VectorFile[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name): VectorFile => JSON.parse(readFileSync(new URL(name, folder), "utf8")));

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

/** The cases whose signature is in a header, and covers nothing but a request's method, URL, headers and body. */
export const headerVectors = vectors.flatMap(({ declaration, ...vector }) =>
  isInHeader(declaration) ? [{ ...vector, declaration }] : [],
);

function isInHeader(declaration: WebhookSignature): declaration is HeaderSignature {
  const words = /"\{url\}"|\{sortedForm\}|\{body:|"pointer"|"rfc3339"/;
  return !words.test(JSON.stringify(declaration));
}

/** Returns the bytes of a string or of hexadecimal digits. */
export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    typeof content === "string" ? Buffer.from(content) : Buffer.from(content.hex, "hex"),
  );
}
