import { jsonPath } from "@countersign/spec/json";
import { curlSample } from "./curl-sample.ts";
import { type FacadeModules, facadeSample } from "./facade-sample.ts";
import { packageSample } from "./package-sample.ts";
import { type DescribedCalls, readCalls } from "./read-calls.ts";
import { sampleCalls } from "./sample-call.ts";
import { filesIn, type SampleFile } from "./sample-files.ts";

/** A program that calls an operation, as an entry of `x-codeSamples`. */
export interface CodeSample {
  /** The language, as Redoc knows it. */
  readonly lang: string;
  /** What the sample is written with: a package, or a tool. */
  readonly label: string;
  readonly source: string;
}

/** The samples of one operation. */
export interface OperationSamples {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** Template, as `/users/{id}`. */
  readonly path: string;
  /** With the facade, with the provider's package alone, and with curl. */
  readonly samples: readonly CodeSample[];
  /** The files that the samples read, in the folder in which they run. */
  readonly files: readonly SampleFile[];
}

/** What samples import. */
export interface SampleOptions {
  /** Name of the provider's package: `@countersign/paywint`. */
  readonly packageName: string;
  /** Name of the package with the facade. Default: `countersign`. */
  readonly facadeName?: string;
  /**
   * Whether the facade has an entry for the provider, as `countersign/paywint`. Otherwise samples call its
   * `connect`. Default: true.
   */
  readonly hasEntry?: boolean;
}

/** Returns the samples of every operation, in the order of their names. */
export function emitSamples(calls: DescribedCalls, options: SampleOptions): OperationSamples[] {
  const { packageName, facadeName = "countersign", hasEntry = true } = options;
  const modules: FacadeModules = { packageName, facadeName, hasEntry };
  return sampleCalls(calls).map((call) => ({
    operationId: call.operation.id,
    method: call.operation.method,
    path: call.operation.path,
    samples: [
      { lang: "TypeScript", label: facadeName, source: facadeSample(call, modules) },
      { lang: "TypeScript", label: packageName, source: packageSample(call, packageName) },
      { lang: "Shell", label: "curl", source: curlSample(call) },
    ],
    files: filesIn(call.input.body),
  }));
}

/**
 * Reads a spec folder, and returns the samples of every operation.
 *
 * @throws SpecError when the spec is refused, or does not show what an operation must be called with: there
 * is no operation without its samples.
 */
export async function samples(spec: string, options: SampleOptions): Promise<OperationSamples[]> {
  return emitSamples(await readCalls(spec), options);
}

/** Returns an OpenAPI Overlay (1.0) that adds samples to operations as `x-codeSamples`. */
export function samplesOverlay(all: readonly OperationSamples[]): object {
  return {
    overlay: "1.0.0",
    info: { title: "Code samples", version: "1.0.0" },
    actions: all.map(({ method, path, samples: each }) => ({
      target: jsonPath(["paths", path, method.toLowerCase()]),
      description: "Shows how the operation is called.",
      update: { "x-codeSamples": each },
    })),
  };
}
