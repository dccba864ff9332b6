import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isObject, toPointer } from "@countersign/spec/json";
import { displayPath, type SourceLocation, SpecError, toLine } from "@countersign/spec/problem";
import { parseText, toSourceLocation } from "@countersign/spec/source";
import { readDocument } from "./read-document.ts";
import {
  SIGNATURE_PRESETS,
  type SignatureForm,
  type SignaturePreset,
} from "./signature-presets.ts";

/** A way of signing, and where it is written. */
export interface LocatedForm {
  readonly form: SignatureForm;
  /** Returns where the field at a path is written. */
  readonly locationOf: (path: readonly string[]) => SourceLocation;
  /** The preset that it is, if it is one. */
  readonly preset: SignaturePreset | undefined;
}

/**
 * Returns the way of signing that a person chose: a preset, such as `sumsub` or, with the header that carries the time,
 * `sumsub:X-Timestamp`; or the path of a YAML or JSON file with the fields of `x-countersign-hmac`.
 *
 * @param location - Location of what the choice is about.
 * @throws SpecError when it is neither, or the file is not a mapping.
 */
export async function readSignatureForm(
  chosen: string,
  location: SourceLocation,
): Promise<LocatedForm> {
  const [, name = "", header] = /^([^:]*)(?::(.*))?$/s.exec(chosen) ?? [];
  const preset = Object.hasOwn(SIGNATURE_PRESETS, name) ? SIGNATURE_PRESETS[name] : undefined;
  if (preset !== undefined) {
    const form = withHeader(name, { form: preset.form, header, location });
    return { form, preset, locationOf: () => location };
  }
  const file = resolve(chosen);
  if (!existsSync(file)) {
    throw new SpecError(`"${toLine(chosen)}" is neither a known signature nor a file.`, {
      location,
      remedy: `Choose one of ${Object.keys(SIGNATURE_PRESETS).join(", ")} and none, or pass the path of a file with the fields of \`x-countersign-hmac\`.`,
    });
  }
  const { source, parsed } = parseText((await readDocument(file)).text, file);
  if (!isObject(parsed)) {
    throw new SpecError("The file does not describe a signature.", {
      location: { file: displayPath(file) },
      remedy:
        "Write the fields of `x-countersign-hmac` into it, such as `algorithm` and `message`.",
    });
  }
  return {
    // Validated with the vocabulary's schema before it is used.
    form: parsed as unknown as SignatureForm,
    preset: undefined,
    locationOf: (path) => toSourceLocation({ source, pointer: `#${toPointer(path) || "/"}` }),
  };
}

function withHeader(
  name: string,
  given: { form: SignatureForm; header: string | undefined; location: SourceLocation },
): SignatureForm {
  const { form, header, location } = given;
  if (header === undefined) return form;
  if (needsTimestampHeader(form)) {
    return { ...form, timestamp: { unit: form.timestamp?.unit ?? "s", header } };
  }
  throw new SpecError(`The signature ${name} has no header for the time.`, {
    location,
    remedy: `Write \`${name}\` without a header.`,
  });
}

/** Whether a way of signing sends the time in a header of its own. */
export function needsTimestampHeader({ timestamp, value }: SignatureForm): boolean {
  return timestamp !== undefined && !String(value).includes("{timestamp}");
}
