export type { Correction, OnRejected, RejectedDocument } from "./accept-document.ts";
export { type AddedProvider, type AddOptions, addProvider } from "./add-provider.ts";
export type { Decision } from "./decision.ts";
export { type ChosenNames, NO_NAMES, nameProblem, type OpenName } from "./open-names.ts";
export type { OpenSignature, OpenSigning } from "./open-signing.ts";
export { scopeProblem } from "./package-scope.ts";
export { needsTimestampHeader } from "./read-signature-form.ts";
export type { ChooseScope } from "./set-up-workspace.ts";
export {
  SIGNATURE_PRESETS,
  type SignatureForm,
  type SignaturePreset,
} from "./signature-presets.ts";
export {
  type ChosenForm,
  type ChosenSigning,
  requestFormProblem,
  webhookFormProblem,
} from "./to-signing.ts";
