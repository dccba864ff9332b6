import { toTypeName, toValueName } from "../load/provider-name.ts";
import type { Spec } from "../load/spec.ts";
import { Cursor } from "../openapi/cursor.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import { clientDocument } from "./client-document.ts";
import { toDefaultHeaders } from "./default-headers.ts";
import { toEvents } from "./events.ts";
import { checkExactValues } from "./exact-values.ts";
import type { Model } from "./model.ts";
import { toOperations } from "./operations.ts";
import { checkRequirements, credentialNames, toCredentials, usableSchemes } from "./security.ts";
import { serversOf } from "./servers.ts";
import { WarningCollector } from "./warnings.ts";
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
  const warnings = new WarningCollector();
  const report = { problems, warnings };
  const part = <T, F>(work: () => T, fallback: F): T | F => problems.attempt(work, fallback);
  const info = (key: string): string | undefined =>
    part(() => warnings.text(root.at("info").at(key), `\`info.${key}\``), undefined);
  const securitySchemes = part(() => usableSchemes(root, report), []);
  const taken = new Set(securitySchemes.flatMap(credentialNames));
  const operations = part(() => toOperations(root, { ...report, taken }), []);
  const noHeaders = { values: {}, fixed: [] };
  const defaultHeaders = part(() => toDefaultHeaders(root, problems), noHeaders);
  part(() => checkRequirements(root, { securitySchemes, operations }, problems), undefined);
  checkExactValues(spec, problems);
  const model: Model = {
    name: spec.name,
    valueName: toValueName(spec.name),
    typeName: toTypeName(spec.name),
    title: info("title") ?? toTypeName(spec.name),
    version: info("version") ?? "unknown",
    description: info("description"),
    servers: part(() => serversOf(root.at("servers"), { ...report, taken }), []),
    securitySchemes,
    credentials: part(() => toCredentials(root, securitySchemes, warnings), []),
    defaultHeaders: defaultHeaders.values,
    fixedHeaders: defaultHeaders.fixed,
    operations,
    webhooks: part(() => toWebhooks(root, problems), undefined),
    events: part(() => toEvents(root), []),
    document: clientDocument(spec.document),
    // The parts above have added theirs.
    warnings: warnings.list(),
  };
  problems.assertNone();
  return model;
}
