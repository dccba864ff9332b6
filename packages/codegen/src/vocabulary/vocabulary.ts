import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";

/** Digest algorithms, by their Web Crypto names. */
export type HashAlgorithm = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** How bytes become text. */
export type Encoding = "hex" | "base64" | "base64url";

/** The value of `x-countersign-hmac`: how a signature header is computed. */
export interface Hmac {
  readonly credential: string;
  readonly algorithm: HashAlgorithm;
  readonly keyEncoding?: "utf8" | "hex" | "base64";
  readonly message: readonly string[];
  readonly separator?: string;
  readonly bodyHash?: {
    readonly algorithm: HashAlgorithm;
    readonly encoding: Encoding;
    readonly whenEmpty: "omit" | "hash";
  };
  readonly encoding: Encoding;
  readonly value?: string;
}

/** OpenAPI objects on which words of the vocabulary may stand. */
export type VocabularySubject = "Server" | "SecurityScheme" | "Parameter" | "Schema" | "other";

/** One word that the vocabulary does not allow, or a value that it does not allow for a word. */
export interface VocabularyProblem {
  /** Reference tokens from the OpenAPI object to the problem. */
  readonly path: readonly string[];
  readonly message: string;
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
const schema: unknown = JSON.parse(
  readFileSync(new URL("../../vocabulary.schema.json", import.meta.url), "utf8"),
);
if (typeof schema === "object" && schema !== null) ajv.addSchema(schema);

/** Returns what is wrong with the vocabulary's words on an OpenAPI object. */
export function vocabularyProblems(
  node: object,
  subject: VocabularySubject,
): readonly VocabularyProblem[] {
  const validate = ajv.getSchema(`urn:countersign:vocabulary#/$defs/${subject}`);
  if (validate === undefined) throw new Error(`The vocabulary has no subject ${subject}.`);
  if (validate(node) === true) return [];
  return (validate.errors ?? []).filter(isLeaf).map((error) => toProblem(error, subject));
}

/** Composite errors repeat what their parts already say. */
function isLeaf({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword === "propertyNames" || !schemaPath.includes("propertyNames") && isOwnError(schemaPath);
}

function isOwnError(schemaPath: string): boolean {
  return !/\/(only[A-Z]\w*|none)\//.test(schemaPath);
}

function toProblem(error: ErrorObject, subject: VocabularySubject): VocabularyProblem {
  const path = error.instancePath.split("/").slice(1).map((t) => t.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (error.keyword === "propertyNames") {
    const word = String(error.params.propertyName);
    return {
      path: [...path, word],
      message: `${word} is not a word of the vocabulary for ${subject === "other" ? "this object" : `a ${subject}`}`,
    };
  }
  const word = path[0] ?? "";
  const allowed: unknown = error.params.allowedValues;
  const values = Array.isArray(allowed) ? `: ${allowed.join(", ")}` : "";
  const extra: unknown = error.params.additionalProperty;
  const name = typeof extra === "string" ? ` (${extra})` : "";
  return { path, message: `${[word, ...path.slice(1)].join(".")} ${error.message ?? "is wrong"}${values}${name}` };
}
