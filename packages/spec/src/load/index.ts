export { assertOpenApi } from "./assert-open-api.ts";
export { checkSources } from "./check-sources.ts";
export { type LoadOptions, loadSpec } from "./load-spec.ts";
export {
  type OverlayDraft,
  type PreviewedSpec,
  previewSpec,
  type ReferredFile,
  type SpecDraft,
} from "./preview-spec.ts";
export { isProviderName, NAME_RULE, toTypeName, toValueName } from "./provider-name.ts";
export { rootFile } from "./root-file.ts";
export { bundledSpec, type Spec } from "./spec.ts";
