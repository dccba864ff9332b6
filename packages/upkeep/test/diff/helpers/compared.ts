import { bundledSpec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { toModel } from "@countersign/spec/model";
import type { Change } from "../../../src/diff/change.ts";
import { compareModels } from "../../../src/diff/compare-models.ts";
import { recordedFindings } from "./recorded-findings.ts";

/** An OpenAPI document or a part of one. */
export type Fragment = Readonly<Record<string, unknown>>;

const HEAD: Fragment = {
  openapi: "3.1.0",
  info: { title: "Acme API", version: "1.0.0" },
  servers: [{ url: "https://api.acme.test" }],
};

/** Returns a document with the given parts. */
export function documentOf(parts: Fragment): Fragment {
  const paths = {
    "/ping": { get: { operationId: "ping", responses: { 204: { description: "" } } } },
  };
  return { ...HEAD, paths, ...parts };
}

/** Returns a document with one operation. */
export function operation(parts: Fragment): Fragment {
  const responses = { 200: { description: "The users." } };
  return documentOf({
    paths: { "/users": { get: { operationId: "listUsers", responses, ...parts } } },
  });
}

/** Returns a document in which callers send the schema `User`. */
export function sent(schema: unknown): Fragment {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/User" } } };
  return documentOf({
    paths: {
      "/users": {
        post: {
          operationId: "createUser",
          requestBody: { required: true, content },
          responses: { 204: { description: "Done." } },
        },
      },
    },
    components: { schemas: { User: schema } },
  });
}

/** Returns a document in which callers receive the schema `User`. */
export function received(schema: unknown): Fragment {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/User" } } };
  return documentOf({
    paths: {
      "/user": {
        get: { operationId: "getUser", responses: { 200: { description: "A user.", content } } },
      },
    },
    components: { schemas: { User: schema } },
  });
}

/** Returns an object schema with the given properties. */
export function object(properties: Fragment, ...required: string[]): Fragment {
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

/** Returns the changes between two documents, using Redocly's recorded findings for the wire format. */
export async function compared(before: Fragment, after: Fragment): Promise<readonly Change[]> {
  const findings = await recordedFindings(before, after);
  return (await compareModels(modelOf(before), modelOf(after), findings)).all();
}

/** Returns the model of a document. */
export function modelOf(document: Fragment): Model {
  return toModel(bundledSpec(document, { name: "acme", file: "openapi.json" }));
}
