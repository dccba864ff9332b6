import {
  type ExampleInput,
  exampleServerOptions,
  exampleUrl,
  type Model,
  type OperationModel,
  type SecuritySchemeModel,
  type ServerModel,
} from "@countersign/spec/model";
import type { DescribedCalls } from "./read-calls.ts";

/** A call of an operation, as shown in samples. */
export interface SampleCall {
  readonly model: Model;
  readonly operation: OperationModel;
  readonly input: ExampleInput;
  /** Media type of the response body; undefined if it has none. */
  readonly responseTypeName: string | undefined;
  /** The security schemes that authenticate the call, all together. */
  readonly schemes: readonly SecuritySchemeModel[];
  /** The server to call; undefined if the document declares none. */
  readonly server: SampleServer | undefined;
}

/** The server that a sample calls. */
export interface SampleServer {
  readonly environment: string;
  /** With a value for each variable. */
  readonly url: string;
  /** Values of the client's options for the variables without a default. */
  readonly options: Readonly<Record<string, string>>;
}

/** Returns one call of each operation: the first that the document shows. */
export function sampleCalls({ model, examples }: DescribedCalls): SampleCall[] {
  const byId = new Map(examples.map((each) => [each.operationId, each]));
  return model.operations.map((operation) => {
    const shown = byId.get(operation.id);
    return {
      model,
      operation,
      input: shown?.inputs[0] ?? {},
      responseTypeName: shown?.responseTypeName,
      schemes: schemesOf(model, operation),
      server: serverOf(operation.servers.length > 0 ? operation.servers : model.servers),
    };
  });
}

/** Returns the schemes of the first alternative that requires any, which is what a client prefers. */
function schemesOf(
  { securitySchemes }: Model,
  { security }: OperationModel,
): SecuritySchemeModel[] {
  const names = security.find((each) => each.length > 0) ?? [];
  return names.flatMap((name) => securitySchemes.filter((scheme) => scheme.name === name));
}

/** Returns a server other than production if there is one, because readers copy samples. */
function serverOf(servers: readonly ServerModel[]): SampleServer | undefined {
  const server = servers.find(({ environment }) => environment !== "production") ?? servers[0];
  return (
    server && {
      environment: server.environment,
      url: exampleUrl(server),
      options: exampleServerOptions(server),
    }
  );
}
