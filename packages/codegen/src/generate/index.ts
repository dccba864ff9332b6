export { type GenerateOptions, type GenerateResult, generate } from "./generate.ts";
export {
  type GenerateAllOptions,
  type GeneratedProvider,
  generateAll,
  isGenerated,
} from "./generate-all.ts";
