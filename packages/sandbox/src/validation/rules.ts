import { isObject } from "@countersign/spec/json";
import type { AjvCustomizer } from "openapi-backend";

type Ajv = ReturnType<AjvCustomizer>;
type Keyword = Exclude<Parameters<Ajv["addKeyword"]>[0], string>;

/** Ajv takes the errors of a validation from the function itself. */
interface KeepsRules {
  (value: unknown): boolean;
  errors?: { keyword: string; message: string; params: Record<string, unknown> }[];
}

/** The keyword `x-countersign-rules`: what a provider documents in words about values of a schema. */
export function rulesKeyword(ajv: Ajv): Keyword {
  const keyword = "x-countersign-rules";
  return {
    keyword,
    schemaType: "array",
    errors: true,
    compile: (rules: readonly unknown[]) => {
      const compiled = rules.filter(isObject).map(({ message, schema }) => ({
        message: String(message),
        isKept: ajv.compile(Object(schema)),
      }));
      const keepsRules: KeepsRules = (value) => {
        const broken = compiled.filter(({ isKept }) => isKept(value) !== true);
        keepsRules.errors = broken.map(({ message }) => ({ keyword, message, params: {} }));
        return broken.length === 0;
      };
      return keepsRules;
    },
  };
}
