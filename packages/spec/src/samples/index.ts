export { type SampleOptions, sampledValue } from "./sampled-value.ts";
