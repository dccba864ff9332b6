import type { Spec } from "@countersign/spec/load";
import { toLine } from "@countersign/spec/problem";
import type { Decision } from "./decision.ts";
import { openSigning } from "./open-signing.ts";
import { headerParameters } from "./signature-parameters.ts";

/**
 * Returns the parameters that look like signatures, and that callers would have to compute.
 *
 * @param file - Path of the document, relative to the workspace.
 * @param plain - Headers that are known not to be signatures.
 */
export function unsignedParameters(
  spec: Spec,
  { file, plain }: { file: string; plain: ReadonlySet<string> },
): Decision[] {
  const parameters = headerParameters(spec.document);
  return openSigning(spec.document).requests.flatMap(({ scheme, header, isLikely }) => {
    const parameter = parameters.find((each) => each.header === header);
    if (!isLikely || plain.has(scheme) || parameter === undefined || scheme !== header) return [];
    const { line } = spec.locationOf(parameter.pointer);
    const message =
      `Callers must pass the header ${header}, which looks like a computed signature. If it is one, remove the provider ` +
      `and add it with \`--signature ${header}=<how>\`.`;
    return [{ file, ...(line !== undefined && { line }), message: toLine(message) }];
  });
}
