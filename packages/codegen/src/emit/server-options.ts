import type { Model, ServerVariableModel } from "@countersign/spec/model";

/** An option of a client for a variable of a server's URL. */
export interface ServerOption extends ServerVariableModel {
  /** Whether a client cannot be created without it. */
  readonly isRequired: boolean;
  /** URLs that it is part of. */
  readonly urls: readonly string[];
}

/** Whether a client has options for variables in the URLs of its servers. */
export function hasServerOptions(model: Model): boolean {
  return serverOptions(model).some(({ options }) => options.length > 0);
}

/**
 * Returns the options of each environment: the variables of its server, and those that only the operations' own
 * servers for it have. The latter are optional, because a client may never call these operations.
 */
export function serverOptions({
  servers,
  operations,
}: Model): { environment: string; options: ServerOption[] }[] {
  return servers.map(({ environment, url, variables }) => {
    const called = operations.flatMap((operation) => {
      const isOnly = servers.length === 1 && operation.servers.length === 1;
      return operation.servers.filter((each) => isOnly || each.environment === environment);
    });
    const ofOperations = merged(
      called.flatMap((each) =>
        each.variables.map((variable) => ({ ...variable, isRequired: false, urls: [each.url] })),
      ),
    );
    const own = variables.map((variable) => ({
      ...variable,
      isRequired: variable.default === undefined,
      urls: [url],
    }));
    const names = new Set(own.map(({ name }) => name));
    return {
      environment,
      options: [...own, ...ofOperations.filter(({ name }) => !names.has(name))],
    };
  });
}

/** Joins the variables of one name: a value of any of them is possible, and checked where it is used. */
function merged(options: readonly ServerOption[]): ServerOption[] {
  const byName = new Map<string, ServerOption>();
  for (const option of options) {
    const { values, urls, ...known } = byName.get(option.name) ?? option;
    const isListed = values !== undefined && option.values !== undefined;
    byName.set(option.name, {
      ...known,
      values: isListed ? [...new Set([...values, ...option.values])] : undefined,
      urls: [...new Set([...urls, ...option.urls])],
      default: known.default === option.default ? known.default : undefined,
    });
  }
  return [...byName.values()];
}
