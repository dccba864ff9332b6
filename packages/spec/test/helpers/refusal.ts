import type { Files } from "@countersign/testing/files";
import { refusalText, specErrorOf, specFolder } from "@countersign/testing/spec";
import { assertVocabulary } from "../../src/lint/assert-vocabulary.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { toModel } from "../../src/model/to-model.ts";

/** Returns the error that a spec is refused with: `openapi.yaml:3:7 The message.` */
export async function refusal(files: string | Files): Promise<string> {
  const folder = await specFolder(files);
  const read = async (): Promise<void> => {
    const spec = await loadSpec(folder);
    await assertVocabulary(spec);
    toModel(spec);
  };
  return refusalText(await specErrorOf(read()), folder);
}
