import { toTypeName, toValueName } from "../load/provider-name.ts";
import type { Spec } from "../load/spec.ts";
import { Cursor } from "../openapi/cursor.ts";
import { toDefaultHeaders } from "./default-headers.ts";
import type { Model } from "./model.ts";
import { toOperations } from "./operations.ts";
import { assertRequirements, toCredentials, toSecuritySchemes } from "./security.ts";
import { toServers } from "./servers.ts";
import { toWebhooks } from "./webhooks.ts";

/**
 * Returns what the generated code needs to know of a spec whose words the vocabulary allows.
 *
 * @throws SpecError with pointer, file and line when the document says something that cannot be
 * generated, or contradicts itself.
 */
export function toModel(spec: Spec): Model {
  const root = Cursor.root(spec);
  const info = root.at("info");
  const securitySchemes = toSecuritySchemes(root);
  const operations = toOperations(root);
  assertRequirements(root, { securitySchemes, operations });
  return {
    name: spec.name,
    valueName: toValueName(spec.name),
    typeName: toTypeName(spec.name),
    title: info.at("title").text(),
    version: info.at("version").text(),
    description: info.at("description").optionalText(),
    servers: toServers(root),
    securitySchemes,
    credentials: toCredentials(root, securitySchemes),
    defaultHeaders: toDefaultHeaders(root),
    operations,
    webhooks: toWebhooks(root),
    events: root
      .at("webhooks")
      .entries()
      .map(([name]) => name)
      .sort(),
    document: spec.document,
  };
}
