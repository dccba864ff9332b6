import {
  type BodyModel,
  freeName,
  type Model,
  type OperationModel,
  pascalCase,
  type ResponseModel,
} from "@countersign/spec/model";
import { componentSchemas, errorStatuses, successStatuses } from "@countersign/spec/openapi";

/** Names of the exported types of a document. No two are the same. */
export interface TypeNames {
  /** By operationId. */
  readonly operations: ReadonlyMap<string, OperationTypeNames>;
  /** By event name. */
  readonly events: ReadonlyMap<string, string>;
  /** By name of the component schema. */
  readonly schemas: ReadonlyMap<string, string>;
}

/** Names of the types of an operation, such as `CreateUserInput` for `createUser`. */
export interface OperationTypeNames {
  readonly input: string;
  readonly response: string;
  readonly errors: string;
  readonly error: string;
}

/**
 * Returns the names of a document's types. The types of operations and events have their names whatever the
 * schemas are called. A schema whose name is taken is called `<name>Schema`, unless it is exactly the type that
 * has the name.
 */
export function toTypeNames(model: Model): TypeNames {
  const prefixes = allocate(
    model.operations.map(({ id }) => id),
    { taken: new Set(), nameOf: pascalCase },
  );
  const operations = new Map(
    [...prefixes].map(([id, prefix]) => [id, operationTypeNames(prefix)] as const),
  );
  const ofOperations = [...operations.values()].flatMap((names): string[] => Object.values(names));
  const taken = new Set([...reservedNames(model), ...ofOperations]);
  const events = allocate(
    model.events.map(({ name }) => name),
    { taken, nameOf: (event) => `${typeName(event, "Event")}Event` },
  );
  const same = soleSchemas(model.operations, operations);
  const schemas = allocate([...componentSchemas(model.document).keys()], {
    taken,
    nameOf: (schema) => {
      const name = typeName(schema, "Schema");
      return taken.has(name) && same.get(name) !== schema ? `${name}Schema` : name;
    },
    isShared: (schema, name) => same.get(name) === schema,
  });
  return { operations, events, schemas };
}

function operationTypeNames(prefix: string): OperationTypeNames {
  return {
    input: `${prefix}Input`,
    response: `${prefix}Response`,
    errors: `${prefix}Errors`,
    error: `${prefix}Error`,
  };
}

interface Allocation {
  /** Names in use, to which the new ones are added. */
  readonly taken: Set<string>;
  readonly nameOf: (key: string) => string;
  /** Whether a key has a name that is already in use. Default: never. */
  readonly isShared?: (key: string, name: string) => boolean;
}

function allocate(keys: readonly string[], allocation: Allocation): Map<string, string> {
  const { taken, nameOf, isShared = () => false } = allocation;
  const named = keys.map((key): [string, string] => {
    const name = nameOf(key);
    const free = isShared(key, name) ? name : freeName(name, taken);
    taken.add(free);
    return [key, free];
  });
  return new Map(named);
}

/** Returns a name as an identifier; one that starts with a digit, or has no letter at all, gets a prefix. */
function typeName(name: string, prefix: string): string {
  const pascal = pascalCase(name);
  return /^[A-Z]/.test(pascal) ? pascal : `${prefix}${pascal}`;
}

/** Returns, by type name, the schema that is the only possible body of what the name is for. */
function soleSchemas(
  operations: readonly OperationModel[],
  names: ReadonlyMap<string, OperationTypeNames>,
): Map<string, string> {
  const found = operations.flatMap((operation) => {
    const { response, error } = names.get(operation.id) ?? {};
    return [
      [response, soleSchema(successResponses(operation))],
      [error, soleSchema(errorResponses(operation))],
    ];
  });
  return new Map(found.filter((entry): entry is [string, string] => !entry.includes(undefined)));
}

function soleSchema(responses: readonly ResponseModel[]): string | undefined {
  const bodies = responses.map(({ bodies: [body, ...others] }): BodyModel | undefined =>
    others.length > 0 || body?.eventStream ? undefined : body,
  );
  const [first] = bodies;
  return bodies.every((body) => body?.schemaName === first?.schemaName)
    ? first?.schemaName
    : undefined;
}

/** Returns the responses of an operation that its method resolves to. */
export function successResponses({ responses }: OperationModel): ResponseModel[] {
  const successes = successStatuses(responses.map(({ status }) => status));
  return responses.filter(({ status }) => successes.includes(status));
}

/** Returns the responses of an operation that its method rejects with. */
export function errorResponses({ responses }: OperationModel): ResponseModel[] {
  const errors = errorStatuses(responses.map(({ status }) => status));
  return responses.filter(({ status }) => errors.includes(status));
}

/** Names that the generated package and the facade's entry export, and globals that generated types use. */
function reservedNames({ typeName: prefix, operations }: Model): string[] {
  const exported =
    "Client ClientOptions Credentials Operations Paths ServerOptions Types Event WebhookEvent";
  return [
    ...exported.split(" ").map((name) => `${prefix}${name}`),
    ..."Client ClientOptions WithRequired OneOf XOR Without".split(" "),
    ..."Blob FormData Record Omit Partial Pick Extract Exclude NonNullable Readonly".split(" "),
    ..."Array ReadonlyArray".split(" "),
    // Nothing uses these, but a program that imports one would no longer mean the global.
    ..."Boolean Date Error Event File Function Headers Map Number Object Promise Request".split(
      " ",
    ),
    ..."Response Set String Symbol URL".split(" "),
    ...(operations.some((each) => each.eventStream) ? ["AsyncIterable", "ServerSentEvent"] : []),
  ];
}
