export { camelCase, pascalCase } from "../openapi/words.ts";
export type { PropertyEncoding } from "./encodings.ts";
export { environmentIn } from "./environment-names.ts";
export { type ExampleInput, FileExample, type OperationExamples, toExamples } from "./examples.ts";
export { methodNames } from "./method-names.ts";
export type {
  BodyModel,
  CredentialModel,
  EventModel,
  EventStreamModel,
  Model,
  OperationModel,
  ParameterModel,
  ResponseModel,
  SecuritySchemeModel,
  ServerModel,
  ServerVariableModel,
} from "./model.ts";
export { freeName, isCredentialName, isMethodName } from "./names.ts";
export type { ParameterStyle } from "./parameter-styles.ts";
export { aroundCredential, credentialNames, toSecuritySchemes } from "./security.ts";
export { urlWithoutChoices } from "./server-template.ts";
export { exampleServerOptions, exampleUrl } from "./servers.ts";
export { toModel } from "./to-model.ts";
export { isAuthenticated, toWebhooks } from "./webhooks.ts";
