import { type Cursor, isJson } from "@countersign/spec/openapi";
import type { Operation } from "./read-operations.ts";

/** The response that a document describes for a successful call. */
export interface SuccessResponse {
  readonly status: number;
  readonly response: Cursor;
}

/** Returns the success response of an operation with the lowest status, or undefined if it has none. */
export function successResponse({
  responses,
}: Pick<Operation, "responses">): SuccessResponse | undefined {
  const [success] = responses
    .entries()
    .filter(([status]) => /^2(\d\d|XX)$/i.test(status))
    .map(([status, response]) => ({ status: Number(status.replace(/XX/i, "00")), response }))
    .sort((one, other) => one.status - other.status);
  return success;
}

/** Returns the media type of a response or request body that is JSON, with its object; undefined if there is none. */
export function jsonContent(content: Cursor): readonly [type: string, media: Cursor] | undefined {
  return content.entries().find(([type]) => isJson(type));
}

/** Returns the object of `jsonContent`. */
export function jsonMedia(content: Cursor): Cursor | undefined {
  return jsonContent(content)?.[1];
}
