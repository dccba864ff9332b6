import { toTypeName, toValueName } from "../load/provider-name.ts";
import type { Spec } from "../load/spec.ts";
import { Cursor } from "../openapi/cursor.ts";
import { toDefaultHeaders } from "./default-headers.ts";
import { toEvents } from "./events.ts";
import type { Model } from "./model.ts";
import { toOperations } from "./operations.ts";
import { assertRequirements, toCredentials, toSecuritySchemes } from "./security.ts";
import { toServers } from "./servers.ts";
import { toWebhooks } from "./webhooks.ts";

/**
 * Returns the model that the generated code is based on, for a spec whose vocabulary has been checked.
 *
 * @throws SpecError with pointer, file and line when the document contradicts itself or contains something
 * that cannot be generated.
 */
export function toModel(spec: Spec): Model {
  const root = Cursor.root(spec);
  const info = root.at("info");
  const securitySchemes = toSecuritySchemes(root);
  const operations = toOperations(root);
  const defaultHeaders = toDefaultHeaders(root);
  assertRequirements(root, { securitySchemes, operations });
  return {
    name: spec.name,
    valueName: toValueName(spec.name),
    typeName: toTypeName(spec.name),
    title: info.at("title").string(),
    version: info.at("version").string(),
    description: info.at("description").optionalString(),
    servers: toServers(root),
    securitySchemes,
    credentials: toCredentials(root, securitySchemes),
    defaultHeaders: defaultHeaders.values,
    fixedHeaders: defaultHeaders.fixed,
    operations,
    webhooks: toWebhooks(root),
    events: toEvents(root),
    document: spec.document,
  };
}
