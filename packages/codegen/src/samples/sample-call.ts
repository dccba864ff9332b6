import type {
  ExampleInput,
  Model,
  OperationModel,
  SecuritySchemeModel,
  ServerModel,
} from "@countersign/spec/model";
import type { DescribedCalls } from "./read-calls.ts";

/** A call of an operation, as its samples show it. */
export interface SampleCall {
  readonly model: Model;
  readonly operation: OperationModel;
  readonly input: ExampleInput;
  /** Media type of the answer's body; undefined where it has none. */
  readonly responseTypeName: string | undefined;
  /** The schemes by which the caller is known, all together. */
  readonly schemes: readonly SecuritySchemeModel[];
  /** The server that is called; undefined where the document names none. */
  readonly server: ServerModel | undefined;
}

/** Returns a call of each operation: the first that the document shows. */
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

/** Of the alternatives the first that asks for anything, which is what a client prefers. */
function schemesOf(
  { securitySchemes }: Model,
  { security }: OperationModel,
): SecuritySchemeModel[] {
  const names = security.find((each) => each.length > 0) ?? [];
  return names.flatMap((name) => securitySchemes.filter((scheme) => scheme.name === name));
}

/** Whoever copies a sample calls production only where there is nothing else. */
function serverOf(servers: readonly ServerModel[]): ServerModel | undefined {
  return servers.find(({ environment }) => environment !== "production") ?? servers[0];
}
