import type { Cursor } from "@countersign/spec/openapi";

/** The values of `x-countersign-reason`: what an error body says in a property. */
export type ReasonWord = (typeof WORDS)[number];

/** Returns what an error body says in a property of this name and schema. */
export type ReadWord = (name: string, schema: Cursor) => ReasonWord | undefined;

const WORDS = ["message", "field", "pointer", "segments"] as const;

/** Names under which error bodies commonly say what is wrong, without case, underscores and hyphens. */
const MESSAGE_NAME = /^(error)?(message|msg|details?|description|reason)$/;

/** Reads `x-countersign-reason`. */
export const declaredWord: ReadWord = (_, schema) => {
  const { value } = schema.at("x-countersign-reason");
  return WORDS.find((word) => word === value);
};

/** Recognises a message by its name, in a document that declares none. */
export const messageByName: ReadWord = (name, schema) => {
  const isMessage = MESSAGE_NAME.test(name.replaceAll(/[_-]/g, "").toLowerCase());
  return isMessage && schema.at("type").value === "string" ? "message" : undefined;
};
