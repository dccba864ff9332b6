export { type DescribedCalls, readCalls } from "./read-calls.ts";
export type { SampleFile } from "./sample-files.ts";
export {
  type CodeSample,
  emitSamples,
  type OperationSamples,
  type SampleOptions,
  samples,
  samplesOverlay,
} from "./samples.ts";
export { shellWord } from "./shell-word.ts";
