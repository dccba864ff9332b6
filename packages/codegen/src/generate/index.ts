export { type GenerateOptions, generate } from "./generate.ts";
export { type GenerateAllOptions, type GeneratedProvider, generateAll } from "./generate-all.ts";
