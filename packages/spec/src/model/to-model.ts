import { toTypeName, toValueName } from "../load/provider-name.ts";
import type { Spec } from "../load/spec.ts";
import { Cursor } from "../openapi/cursor.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import { toDefaultHeaders } from "./default-headers.ts";
import { toEvents } from "./events.ts";
import type { Model } from "./model.ts";
import { toOperations } from "./operations.ts";
import { checkRequirements, supportedSchemes, toCredentials } from "./security.ts";
import { toServers } from "./servers.ts";
import { toWebhooks } from "./webhooks.ts";

/**
 * Returns the model that the generated code is based on, for a spec whose vocabulary has been checked.
 *
 * @throws SpecError with every problem, each with pointer, file and line, when the document contradicts itself or
 * contains something that cannot be generated.
 */
export function toModel(spec: Spec): Model {
  const root = Cursor.root(spec);
  const problems = new ProblemCollector();
  const part = <T, F>(work: () => T, fallback: F): T | F => problems.attempt(work, fallback);
  const securitySchemes = part(() => supportedSchemes(root, problems), []);
  const operations = part(() => toOperations(root, problems), []);
  const noHeaders = { values: {}, fixed: [] };
  const defaultHeaders = part(() => toDefaultHeaders(root, problems), noHeaders);
  part(() => checkRequirements(root, { securitySchemes, operations }, problems), undefined);
  const model: Model = {
    name: spec.name,
    valueName: toValueName(spec.name),
    typeName: toTypeName(spec.name),
    title: part(() => root.at("info").at("title").string(), ""),
    version: part(() => root.at("info").at("version").string(), ""),
    description: part(() => root.at("info").at("description").optionalString(), undefined),
    servers: part(() => toServers(root, problems), []),
    securitySchemes,
    credentials: part(() => toCredentials(root, securitySchemes), []),
    defaultHeaders: defaultHeaders.values,
    fixedHeaders: defaultHeaders.fixed,
    operations,
    webhooks: part(() => toWebhooks(root, problems), undefined),
    events: part(() => toEvents(root), []),
    document: spec.document,
  };
  problems.assertNone();
  return model;
}
