import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { pointerTokens } from "../json/json-pointer.ts";
import { nearestWord } from "./refused-forms.ts";
import type { Retries } from "./resources.ts";

/** Digest algorithms, by their Web Crypto names. */
export type HashAlgorithm = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** How bytes are encoded as a string. */
export type Encoding = "hex" | "hexUpper" | "base64" | "base64Unpadded" | "base64url";

/** The value of `x-countersign-hmac`: how a signature is computed. */
export interface Hmac {
  readonly credential: string;
  readonly algorithm: HashAlgorithm;
  readonly keyEncoding?: "utf8" | "hex" | "base64";
  readonly keyPrefix?: string;
  readonly message: readonly string[];
  readonly separator?: string;
  readonly bodyHash?: {
    readonly algorithm: HashAlgorithm;
    readonly encoding: Encoding;
    readonly whenEmpty: "omit" | "hash";
  };
  readonly encoding: Encoding;
  readonly value?: string;
  readonly timestamp?: SentIn & { readonly unit: "s" | "ms" };
  readonly nonce?: SentIn;
}

/** Where a signed request carries a value: in a header, or in a parameter of its query. */
export interface SentIn {
  readonly header?: string;
  readonly parameter?: string;
}

/**
 * The value of `x-countersign-pagination`: how a list is paged. Locations in a call's input are JSON pointers
 * that begin with `/query` or `/body`; locations in the response are JSON pointers into its body.
 */
export type Pagination =
  | {
      readonly style: "cursor";
      readonly items: string;
      readonly size?: string;
      readonly cursor: string;
      readonly next: string;
      readonly nextParameter?: string;
      readonly more?: string;
    }
  | {
      readonly style: "page";
      readonly items: string;
      readonly size: string;
      readonly page: string;
      readonly firstPage: number;
      readonly total?: string;
    }
  | {
      readonly style: "offset";
      readonly items: string;
      readonly size: string;
      readonly offset: string;
      readonly total?: string;
    };

/** A location in a webhook delivery: a JSON pointer into its body, or a header. */
export type DeliveryLocation = { readonly pointer: string } | { readonly header: string };

/** How webhook deliveries are signed. A signature, and a time, has either a `header` or a `pointer` into the body. */
export interface WebhookSignature extends Omit<Hmac, "bodyHash" | "nonce" | "timestamp"> {
  readonly header?: string;
  readonly pointer?: string;
  readonly algorithms?: {
    readonly header: string;
    readonly values: Readonly<Record<string, HashAlgorithm>>;
  };
  readonly timestamp?: DeliveryLocation & { readonly unit: "s" | "ms" | "rfc3339" };
  readonly valueSeparator?: string;
}

/** The value of `x-countersign-webhooks`: how deliveries are identified and authenticated. */
export interface Webhooks {
  readonly event?: DeliveryLocation;
  readonly id?: DeliveryLocation;
  readonly body?: "json" | "form" | "text";
  readonly bodyField?: string;
  readonly signature?: WebhookSignature;
  readonly asymmetric?: AsymmetricSignature;
  readonly token?: { readonly header: string; readonly credential: string };
  readonly retries?: Retries;
}

/** How a delivery is signed with a private key: in a header, or in a token that contains a hash of the body. */
export type AsymmetricSignature =
  | {
      readonly kind: "detached";
      readonly header: string;
      readonly algorithm: "ES256" | "Ed25519";
      readonly keyEncoding?: "hex" | "base64";
      readonly keyPrefix?: string;
      readonly keyId?: { readonly header: string };
      readonly message: readonly string[];
      readonly separator?: string;
      readonly encoding: Encoding;
      readonly value?: string;
      readonly valueSeparator?: string;
      readonly timestamp?: { readonly header: string; readonly unit: "s" | "ms" };
    }
  | {
      readonly kind: "jwt";
      readonly header: string;
      readonly algorithm: "ES256" | "Ed25519";
      readonly bodyHash: {
        readonly claim: string;
        readonly algorithm: HashAlgorithm;
        readonly encoding: Encoding;
      };
    };

/** The value of `x-countersign-evidence`: how well an operation is documented. */
export type Evidence = "full" | "most" | "part";

/** OpenAPI objects that may have words of the vocabulary. */
export type VocabularySubject =
  | "Root"
  | "Server"
  | "SecurityScheme"
  | "Operation"
  | "Parameter"
  | "Schema"
  | "Example"
  | "Header"
  | "other";

/** A word that the vocabulary does not allow, or a value that it does not allow for a word. */
export interface VocabularyProblem {
  /** Reference tokens from the OpenAPI object to the problem. */
  readonly path: readonly string[];
  readonly message: string;
}

let loaded: Ajv2020 | undefined;

/** Returns the validator of the vocabulary. It is made when it is needed first, because it takes long. */
function vocabulary(): Ajv2020 {
  if (loaded !== undefined) return loaded;
  const file = new URL("../../vocabulary.schema.json", import.meta.url);
  // The metaschema of JSON Schema has formats that Ajv does not know, and would warn about on the console.
  loaded = new Ajv2020({ allErrors: true, strict: false, verbose: true, validateFormats: false });
  loaded.addSchema(JSON.parse(readFileSync(file, "utf8")));
  return loaded;
}

/** Validates the vocabulary's words on an OpenAPI object and returns the problems. */
export function vocabularyProblems(
  node: object,
  subject: VocabularySubject,
): readonly VocabularyProblem[] {
  const validate = vocabulary().getSchema(`urn:countersign:vocabulary#/$defs/${subject}`);
  if (validate === undefined) throw new Error(`The vocabulary has no subject ${subject}.`);
  if (validate(node) === true) return [];
  return (
    (validate.errors ?? [])
      // They repeat the errors of the schema that a condition selects, or that a name breaks.
      .filter(({ keyword }) => keyword !== "if" && keyword !== "propertyNames")
      .map((error) => toProblem(error, subject))
  );
}

function toProblem(error: ErrorObject, subject: VocabularySubject): VocabularyProblem {
  const path = pointerTokens(error.instancePath);
  const extra: unknown = error.params.additionalProperty;
  if (typeof extra === "string") path.push(extra);
  return { path, message: `\`${path.join(".")}\` ${complaint(error, subject)}` };
}

function complaint(error: ErrorObject, subject: VocabularySubject): string {
  switch (error.keyword) {
    case "false schema":
      return `is not a word of the vocabulary for ${SUBJECTS[subject]}`;
    case "additionalProperties":
      return "is not a field of the vocabulary";
    case "const":
      return `must be ${JSON.stringify(error.schema)}`;
    case "dependentRequired":
    case "required":
      return `requires \`${String(error.params.missingProperty)}\``;
    case "enum": {
      const nearest = nearestWord(String(error.data));
      const allowed = Object.values(Object(error.schema)).join(", ");
      return `must be one of ${allowed}${nearest === undefined ? "" : `: ${nearest}`}`;
    }
    case "pattern": {
      const allowed = String(error.parentSchema?.description).replace(/\.$/, "");
      const tokens = [...String(error.data).matchAll(/\{([^{}:]+)[^{}]*\}/g)];
      const advice = tokens.flatMap(([token, name = ""]) => {
        const nearest = nearestWord(name);
        return nearest === undefined ? [] : [`; ${token}: ${nearest}`];
      });
      return `cannot be ${JSON.stringify(error.data)}; allowed: ${allowed}${advice.join("")}`;
    }
    default:
      return error.message ?? "is invalid";
  }
}

const SUBJECTS: Readonly<Record<VocabularySubject, string>> = {
  Root: "the document",
  Server: "a server",
  SecurityScheme: "a security scheme",
  Operation: "an operation",
  Parameter: "a parameter",
  Schema: "a schema",
  Example: "an example",
  Header: "a response header",
  other: "this object",
};
