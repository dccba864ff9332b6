import { jsonPath } from "@countersign/spec/json";
import { curlSample } from "./curl-sample.ts";
import { type FacadeModules, facadeSample } from "./facade-sample.ts";
import { packageSample } from "./package-sample.ts";
import { type DescribedCalls, readCalls } from "./read-calls.ts";
import { sampleCalls } from "./sample-call.ts";
import { filesIn, type SampleFile } from "./sample-files.ts";

/** A program that calls an operation, in the format of `x-codeSamples`. */
export interface CodeSample {
  /** The language, by its name in Redoc. */
  readonly lang: string;
  /** The package or tool that the sample uses. */
  readonly label: string;
  readonly source: string;
}

/** The samples of one operation. */
export interface OperationSamples {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** Template, such as `/users/{id}`. */
  readonly path: string;
  /** With the facade, with only the provider's package, and with curl. */
  readonly samples: readonly CodeSample[];
  /** The files that the samples read, in the folder where they run. */
  readonly files: readonly SampleFile[];
}

/** The packages that samples import. */
export interface SampleOptions {
  /** Name of the provider package: `@countersign/paywint`. */
  readonly packageName: string;
  /** Name of the facade package. Default: `countersign`. */
  readonly facadeName?: string;
  /**
   * Whether the facade has an entry for the provider, such as `countersign/paywint`. Otherwise samples call
   * its `connect`. Default: true.
   */
  readonly hasEntry?: boolean;
}

/** Returns the samples of every operation, sorted by method name. */
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
 * Reads a spec folder and returns the samples of every operation.
 *
 * @throws SpecError when the spec is refused, or does not show how to call an operation: every operation has
 * samples.
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
      description: "Adds code samples.",
      update: { "x-codeSamples": each },
    })),
  };
}
