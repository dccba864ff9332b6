import { pointerTokens, toPointer } from "@countersign/spec/json";
import type { ValidationResult } from "openapi-backend";
import type { RefusalDetail } from "../exchange/refusal.ts";
import type { Operation } from "../operations/read-operations.ts";

type ValidationError = NonNullable<ValidationResult["errors"]>[number];

/** Ajv's error parameters that name the property at fault, if it is not the validated value. */
const PROPERTY_PARAMETERS = ["missingProperty", "additionalProperty", "unevaluatedProperty"];

const LOCATIONS = ["path", "query", "header", "cookie"] as const;

/** Converts a validation error of openapi-backend into a detail of the refusal. */
export function toRefusalDetail(error: ValidationError, operation: Operation): RefusalDetail {
  const [root, ...above] = pointerTokens(error.instancePath);
  const keys = [...above, ...keysOf(error)];
  const message = explain(error);
  const location = LOCATIONS.find((known) => known === root);
  if (location === undefined) return { in: "body", path: toPointer(keys), message };
  const [name = "", ...inner] = keys;
  // openapi-backend reports header names in lower case.
  const documented = operation.parameters.find(
    (each) => each.in === location && each.name.toLowerCase() === name.toLowerCase(),
  );
  const path = `${documented?.name ?? name}${inner.map((key) => `[${key}]`).join("")}`;
  return { in: location, path, message };
}

/** Returns the name of the property at fault, if it is not the validated value. */
export function keysOf({ params }: Pick<ValidationError, "params">): string[] {
  return PROPERTY_PARAMETERS.map((name) => params[name]).filter(isString);
}

/** Returns what is wrong, after the name of the value. */
export function explain({
  keyword,
  params,
  message = "is not valid",
}: Pick<ValidationError, "keyword" | "params" | "message">): string {
  switch (keyword) {
    case "required":
      return "is required";
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is not documented";
    case "enum":
      return `must be one of ${JSON.stringify(params.allowedValues)}`;
    case "const":
      return `must be ${JSON.stringify(params.allowedValue)}`;
    default:
      return message;
  }
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
