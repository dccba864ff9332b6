import {
  aroundCredential,
  type SecuritySchemeModel,
  toSecuritySchemes,
} from "@countersign/spec/model";
import type { Cursor } from "@countersign/spec/openapi";
import type { SentIn } from "@countersign/spec/vocabulary";
import { type HmacScheme, toHmacScheme } from "./hmac-scheme.ts";

/** A security scheme that the sandbox can check. */
export type SecurityScheme = ApiKeyScheme | BearerScheme | SignatureScheme;

/** Security schemes that a request must satisfy together. */
export type SecurityRequirement = readonly SecurityScheme[];

/** A credential sent in a header. */
export interface ApiKeyScheme {
  readonly kind: "apiKey";
  readonly header: string;
  readonly credential: string;
  /** What is before and after the credential in the header; empty if it is sent unchanged. */
  readonly around: readonly [before: string, after: string];
}

/** A credential sent as `Authorization: Bearer …`. */
export interface BearerScheme {
  readonly kind: "bearer";
  readonly header: "Authorization";
  readonly credential: string;
}

/** A signature of the request, sent in a header or in the query. */
export interface SignatureScheme extends SentIn {
  readonly kind: "signature";
  readonly credential: string;
  readonly hmac: HmacScheme;
}

/**
 * Reads the security schemes that a document declares, by name.
 *
 * @throws SpecError that names a scheme the sandbox cannot check.
 */
export function readSecuritySchemes(root: Cursor): ReadonlyMap<string, SecurityScheme> {
  const declared = root.at("components").at("securitySchemes");
  return new Map(
    toSecuritySchemes(root).map((model) => [
      model.name,
      toSecurityScheme(model, declared.at(model.name)),
    ]),
  );
}

function toSecurityScheme(model: SecuritySchemeModel, cursor: Cursor): SecurityScheme {
  switch (model.kind) {
    case "apiKey": {
      const { header, credential } = model;
      return { kind: "apiKey", header, credential, around: aroundCredential(model) };
    }
    case "bearer":
      if (cursor.at("type").value === "http") {
        return { kind: "bearer", header: "Authorization", credential: model.credential };
      }
      break;
    case "hmac": {
      const hmac = toHmacScheme(model.hmac);
      const { header, parameter = "" } = model;
      const sentIn = header === undefined ? { parameter } : { header };
      return { kind: "signature", ...sentIn, credential: hmac.credential, hmac };
    }
  }
  return cursor.fail(
    `The security scheme "${model.name}" cannot be checked here.`,
    "The sandbox supports apiKey in a header, with or without x-countersign-hmac, and http bearer.",
  );
}
