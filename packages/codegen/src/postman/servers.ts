import type { Model, OperationModel, ServerModel } from "@countersign/spec/model";
import { variableFacts } from "../emit/emit-servers.ts";
import type { SampleCall } from "../samples/sample-call.ts";
import type { PostmanVariable } from "./postman-types.ts";

/** The variables for the servers of a collection. */
export interface PostmanServers {
  /** Returns the variable with the base URL for an operation's requests. */
  readonly variableOf: (operation: OperationModel) => string;
  readonly variables: readonly PostmanVariable[];
}

/** Returns variables for the servers of all operations: the one in use, and one for each environment. */
export function postmanServers(model: Model, calls: readonly SampleCall[]): PostmanServers {
  const groups = new Map<string, { servers: readonly ServerModel[]; call: SampleCall }>();
  const keyOf = (operation: OperationModel): string => serversKey(serversOf(model, operation));
  for (const call of calls) {
    const { operation } = call;
    const key = keyOf(operation);
    if (!groups.has(key)) groups.set(key, { servers: serversOf(model, operation), call });
  }
  // The document's own servers come first, whichever operation is first.
  const own = serversKey(model.servers);
  const keys = [...groups.keys()].sort((a, b) => Number(b === own) - Number(a === own));
  const suffix = (key: string): string => (keys.indexOf(key) < 1 ? "" : `${keys.indexOf(key) + 1}`);
  return {
    variableOf: (operation) => `baseUrl${suffix(keyOf(operation))}`,
    variables: keys.flatMap((key) => {
      const group = groups.get(key);
      return group === undefined ? [] : variablesOf(suffix(key), group);
    }),
  };
}

function serversOf(model: Model, { servers }: OperationModel): readonly ServerModel[] {
  return servers.length > 0 ? servers : model.servers;
}

function serversKey(servers: readonly ServerModel[]): string {
  return JSON.stringify(servers);
}

function variablesOf(
  suffix: string,
  { servers, call }: { servers: readonly ServerModel[]; call: SampleCall },
): PostmanVariable[] {
  const name = (environment: string): string => `server${suffix}.${environment}`;
  const { server } = call;
  return [
    {
      key: `baseUrl${suffix}`,
      value: server === undefined ? "" : `{{${name(server.environment)}}}`,
      description: "The base URL for requests.",
    },
    ...servers.flatMap(({ environment, url, description, variables }) => [
      {
        key: name(environment),
        // Without `String.replace`'s own patterns, such as `$&`.
        value: variables.reduce(
          (value, variable) =>
            value.replaceAll(
              `{${variable.name}}`,
              () => `{{${name(environment)}.${variable.name}}}`,
            ),
          url,
        ),
        ...(description !== undefined && { description }),
      },
      ...variables.map((variable) => ({
        key: `${name(environment)}.${variable.name}`,
        value: variable.default ?? "",
        description: [variable.description, variableFacts(variable)].filter(Boolean).join(" "),
      })),
    ]),
  ];
}
