import { pointerTokens } from "@countersign/spec/json";
import { toSecuritySchemes, toWebhooks } from "@countersign/spec/model";
import { Cursor } from "@countersign/spec/openapi";
import {
  ProblemCollector,
  type SourceLocation,
  SpecError,
  toLine,
} from "@countersign/spec/problem";
import { type Hmac, vocabularyProblems, type Webhooks } from "@countersign/spec/vocabulary";
import type { OpenSignature, OpenSigning } from "./open-signing.ts";
import {
  type LocatedForm,
  needsTimestampHeader,
  readSignatureForm,
} from "./read-signature-form.ts";
import type { SignatureForm } from "./signature-presets.ts";

/** A way of signing: a preset or a file, as `readSignatureForm` reads it, or the fields themselves. */
export type ChosenForm = string | SignatureForm;

/** What a person says about signing. */
export interface ChosenSigning {
  /** By security scheme. `none` is a value that the caller passes. */
  readonly requests: ReadonlyMap<string, ChosenForm>;
  /** How webhook deliveries are signed, and the header with the signature. */
  readonly webhooks?: { readonly header: string; readonly form: ChosenForm } | undefined;
}

/** How an API signs, complete and without contradictions. */
export interface Signing {
  /** By security scheme. */
  readonly requests: ReadonlyMap<string, Hmac>;
  /** Security schemes that are no signatures, although they may look like some. */
  readonly plain: ReadonlySet<string>;
  readonly webhooks: Webhooks["signature"];
}

/** Nothing is signed. */
export const NO_SIGNING: ChosenSigning = { requests: new Map() };

/**
 * Completes and checks what a person says about signing.
 *
 * @param location - Location of the document.
 * @throws SpecError when it names an unknown security scheme or way of signing, omits the header that carries the time,
 * or contradicts itself.
 */
export async function toSigning(
  open: OpenSigning,
  chosen: ChosenSigning,
  location: SourceLocation,
): Promise<Signing> {
  const requests = new Map<string, Hmac>();
  const plain = new Set<string>();
  for (const [scheme, form] of chosen.requests) {
    const signature = signatureOf(open, scheme, location);
    if (form === "none") plain.add(scheme);
    else requests.set(scheme, toHmac(signature, await located(form, location), requests.size));
  }
  return { requests, plain, webhooks: await webhookSignature(open, chosen.webhooks, location) };
}

function signatureOf(
  { requests }: OpenSigning,
  scheme: string,
  location: SourceLocation,
): OpenSignature {
  const known = requests.find((each) => each.scheme === scheme);
  if (known !== undefined) return known;
  const names = requests.map((each) => toLine(each.scheme)).join(", ");
  throw new SpecError(
    `The document has no security scheme or parameter "${toLine(scheme)}" whose header could be a signature.`,
    {
      location,
      remedy:
        names === ""
          ? "Declare the signature as an apiKey in a header in the document first."
          : `Choose one of: ${names}.`,
    },
  );
}

async function located(form: ChosenForm, location: SourceLocation): Promise<LocatedForm> {
  if (typeof form === "string") return readSignatureForm(form, location);
  return { form, preset: undefined, locationOf: () => location };
}

function toHmac(
  { scheme, header, timestampHeader }: OpenSignature,
  { form, locationOf }: LocatedForm,
  index: number,
): Hmac {
  const { credential = `secretKey${index === 0 ? "" : index + 1}`, ...rest } = form;
  const given = { credential, ...rest };
  // A file's fields may have any type until then.
  assertHmacFields(given, { header, locationOf });
  const hmac = withTimestampHeader(given, { timestampHeader, locationOf });
  assertHmac(hmac, { scheme, header, locationOf });
  return hmac;
}

function assertHmacFields(
  hmac: Hmac,
  { header, locationOf }: Pick<Named, "header"> & Pick<LocatedForm, "locationOf">,
): void {
  const node = signatureScheme(header, hmac);
  assertFields(vocabularyProblems(node, "SecurityScheme"), { depth: 1, locationOf });
}

function assertHmac(
  hmac: Hmac,
  { scheme, header, locationOf }: Named & Pick<LocatedForm, "locationOf">,
): void {
  assertHmacFields(hmac, { header, locationOf });
  toSecuritySchemes(
    Cursor.root({
      document: { components: { securitySchemes: { [scheme]: signatureScheme(header, hmac) } } },
      locationOf: (pointer) => locationOf(pointerTokens(pointer).slice(4)),
    }),
  );
}

/** Returns a security scheme with a signature. */
export function signatureScheme(header: string, hmac: Hmac): object {
  return { type: "apiKey", in: "header", name: header, "x-countersign-hmac": hmac };
}

type Named = Pick<OpenSignature, "scheme" | "header">;

/** Returns what is wrong with a complete way of signing requests, in one sentence; undefined if nothing is. */
export function requestFormProblem(
  form: SignatureForm,
  { scheme, header }: Named,
): string | undefined {
  const hmac = { credential: "secretKey", ...form };
  return problemOf((locationOf) => assertHmac(hmac, { scheme, header, locationOf }));
}

/** Returns what is wrong with a complete way of signing webhook deliveries, in one sentence; undefined if nothing is. */
export function webhookFormProblem(form: SignatureForm, header: string): string | undefined {
  return problemOf((locationOf) => toWebhookSignature(form, { header, locationOf }));
}

function problemOf(check: (locationOf: LocatedForm["locationOf"]) => unknown): string | undefined {
  try {
    check(() => ({ file: "" }));
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
}

function withTimestampHeader(
  form: Hmac,
  {
    timestampHeader,
    locationOf,
  }: Pick<OpenSignature, "timestampHeader"> & Pick<LocatedForm, "locationOf">,
): Hmac {
  const { timestamp } = form;
  if (timestamp === undefined || timestamp.header !== undefined || !needsTimestampHeader(form)) {
    return form;
  }
  if (timestampHeader !== undefined) {
    return { ...form, timestamp: { ...timestamp, header: timestampHeader } };
  }
  throw new SpecError("The document does not show which header carries the time of signing.", {
    location: locationOf(["timestamp"]),
    remedy:
      "Add the header to the name, as in `sumsub:X-Timestamp`, or declare `timestamp.header` in the file.",
  });
}

/** Reports the first problem with the fields of a word, whose name is the first of `depth` tokens. */
function assertFields(
  [first]: ReturnType<typeof vocabularyProblems>,
  { depth, locationOf }: Pick<LocatedForm, "locationOf"> & { depth: number },
): void {
  if (first === undefined) return;
  throw new SpecError(first.message, {
    location: locationOf(first.path.slice(depth)),
    remedy: "Correct it; `npx @countersign/cli vocabulary x-countersign-hmac` explains each field.",
  });
}

async function webhookSignature(
  { webhookEvents }: OpenSigning,
  webhooks: ChosenSigning["webhooks"],
  location: SourceLocation,
): Promise<Webhooks["signature"]> {
  if (webhooks === undefined) return undefined;
  if (webhookEvents === 0) {
    throw new SpecError("The document has no webhooks whose signature is open.", {
      location,
      remedy: "Omit the signature of webhooks.",
    });
  }
  const { form, preset, locationOf } = await located(webhooks.form, location);
  if (preset?.isForWebhooks === false) {
    throw new SpecError(`The signature ${String(webhooks.form)} is for requests only.`, {
      location,
      remedy:
        "Choose stripe, or pass a file with the fields of `signature` in `x-countersign-webhooks`.",
    });
  }
  return toWebhookSignature(form, { header: webhooks.header, locationOf });
}

function toWebhookSignature(
  form: SignatureForm,
  { header, locationOf }: { header: string } & Pick<LocatedForm, "locationOf">,
): Webhooks["signature"] {
  const { timestamp, credential = "webhookSecret", ...rest } = form;
  // A receiver reads a time in `value` as seconds, so only a header's is declared.
  const ownTime = needsTimestampHeader(form) ? { timestamp } : {};
  const node = {
    "x-countersign-webhooks": { signature: { header, credential, ...rest, ...ownTime } },
  };
  assertFields(vocabularyProblems(node, "Root"), { depth: 2, locationOf });
  const problems = new ProblemCollector();
  const root = Cursor.root({
    document: node,
    locationOf: (pointer) => locationOf(pointerTokens(pointer).slice(2)),
  });
  const declared = problems.attempt(() => toWebhooks(root, problems), undefined);
  problems.assertNone();
  return declared?.signature;
}
