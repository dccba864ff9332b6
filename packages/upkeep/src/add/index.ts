export { type AddedProvider, type AddOptions, addProvider } from "./add-provider.ts";
export type { Decision } from "./decision.ts";
export { type ChosenNames, NO_NAMES, nameProblem, type OpenName } from "./open-names.ts";
