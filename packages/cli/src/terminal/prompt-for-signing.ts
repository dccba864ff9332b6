import { toLine } from "@countersign/spec/problem";
import {
  type ChosenForm,
  type ChosenSigning,
  needsTimestampHeader,
  type OpenSignature,
  type OpenSigning,
  requestFormProblem,
  SIGNATURE_PRESETS,
  type SignatureForm,
  webhookFormProblem,
} from "@countersign/upkeep/add";
import { type Choice, choose, type Terminal, type } from "./prompt.ts";

/**
 * Asks how each header is computed that looks like a signature, and how webhook deliveries are signed, unless that is
 * already given. Returns what is chosen together with what was given.
 *
 * @throws StoppedError when the user cancels.
 */
export async function promptForSigning(
  { requests, webhookEvents }: OpenSigning,
  given: ChosenSigning,
  terminal: Terminal,
): Promise<ChosenSigning> {
  const chosen = new Map(given.requests);
  for (const signature of requests) {
    if (!signature.isLikely || chosen.has(signature.scheme)) continue;
    chosen.set(signature.scheme, await requestForm(terminal, signature));
  }
  const isOpen = given.webhooks === undefined && webhookEvents > 0;
  return { requests: chosen, webhooks: isOpen ? await webhookForm(terminal) : given.webhooks };
}

async function requestForm(terminal: Terminal, signature: OpenSignature): Promise<ChosenForm> {
  const { scheme, header } = signature;
  const name = scheme === header ? toLine(header) : `${toLine(header)} (${toLine(scheme)})`;
  const kind = await choose(terminal, `${name} looks like a signature. How is it computed?`, [
    ...presets(),
    OTHER,
    { value: "none", label: "not at all: the caller passes its value" },
  ]);
  if (kind === "none") return kind;
  return formOf(terminal, kind, {
    message: "{timestamp}{method}{path}{query}{body}",
    tokens:
      "{method} {path} {query} {host} {body} {bodyHash} {timestamp} {nonce} {header:Name} {credential:name}",
    timestampHeader: signature.timestampHeader,
    problemOf: (form) => requestFormProblem(form, signature),
  });
}

async function webhookForm(terminal: Terminal): Promise<ChosenSigning["webhooks"]> {
  const kind = await choose(terminal, "How does the provider sign webhook deliveries?", [
    ...presets().filter(({ value }) => SIGNATURE_PRESETS[value]?.isForWebhooks),
    OTHER,
    { value: "none", label: "not at all, or not known yet" },
  ]);
  if (kind === "none") return undefined;
  const header = await type(terminal, "Which header carries the signature?", {
    problemOf: (name) => webhookFormProblem(STARTING_FORM, name),
  });
  const form = await formOf(terminal, kind, {
    message: "{timestamp}.{body}",
    tokens: "{timestamp} {body} {header:Name}",
    timestampHeader: undefined,
    problemOf: (complete) => webhookFormProblem(complete, header),
  });
  return { header, form };
}

/** What a signature is for. */
interface Subject {
  /** A message to start from. */
  readonly message: string;
  /** What a message may contain besides text. */
  readonly tokens: string;
  /** The header that probably carries the time. */
  readonly timestampHeader: string | undefined;
  /** Returns what is wrong with a complete way of signing. */
  readonly problemOf: (form: SignatureForm) => string | undefined;
}

async function formOf(terminal: Terminal, kind: string, subject: Subject): Promise<SignatureForm> {
  const form = SIGNATURE_PRESETS[kind]?.form ?? (await otherForm(terminal, subject));
  if (form.timestamp === undefined || !needsTimestampHeader(form)) return form;
  const { timestamp } = form;
  const header = await type(terminal, "Which header carries the time?", {
    initialValue: subject.timestampHeader,
    problemOf: (name) => subject.problemOf({ ...form, timestamp: { ...timestamp, header: name } }),
  });
  return { ...form, timestamp: { ...timestamp, header } };
}

const OTHER = { value: "other", label: "in another way" };

/** What is assumed of a way of signing until it is chosen. */
const STARTING_FORM: SignatureForm = {
  algorithm: "SHA-256",
  encoding: "hex",
  message: ["{body}"],
};

/** Asks for each field. Those that the message does not use are not asked for. */
async function otherForm(terminal: Terminal, subject: Subject): Promise<SignatureForm> {
  const { problemOf, tokens } = subject;
  const message = await type(terminal, `What is the message? It can contain ${tokens}`, {
    initialValue: subject.message,
    problemOf: (line) => problemOf(completed({ ...STARTING_FORM, message: [line] })),
  });
  const algorithm = await choose(terminal, "With which hash is the HMAC computed?", ALGORITHMS);
  const keyEncoding = await choose(terminal, "How is the key written?", KEY_ENCODINGS);
  const encoding = await choose(terminal, "How is the signature written?", ENCODINGS);
  const form: SignatureForm = { algorithm, keyEncoding, message: [message], encoding };
  const value = await type(terminal, "What is the header's value?", {
    initialValue: "{signature}",
    problemOf: (template) => problemOf(completed({ ...form, value: template })),
  });
  const has = (token: string): boolean => message.includes(token) || value.includes(token);
  const bodyHash = message.includes("{bodyHash}") ? await askForBodyHash(terminal) : undefined;
  const timestamp = has("{timestamp}")
    ? { unit: await choose(terminal, "In which unit is the time?", UNITS) }
    : undefined;
  const known: SignatureForm = {
    ...form,
    value,
    ...(bodyHash && { bodyHash }),
    ...(timestamp && { timestamp }),
  };
  if (!has("{nonce}")) return known;
  if (value.includes("{nonce}")) return { ...known, nonce: {} };
  const header = await type(terminal, "Which header carries the nonce?", {
    problemOf: (name) => problemOf(completed({ ...known, nonce: { header: name } })),
  });
  return { ...known, nonce: { header } };
}

async function askForBodyHash(terminal: Terminal): Promise<NonNullable<SignatureForm["bodyHash"]>> {
  return {
    algorithm: await choose(terminal, "Which hash of the body does it contain?", ALGORITHMS),
    encoding: await choose(terminal, "How is that hash written?", ENCODINGS),
    whenEmpty: await choose(terminal, "What replaces it if a request has no body?", [
      { value: "omit", label: "nothing" },
      { value: "hash", label: "the hash of zero bytes" },
    ]),
  };
}

/** Fills in what a later question settles, so that a validator reports only what has been typed so far. */
function completed(form: SignatureForm): SignatureForm {
  const { message, value = "", timestamp, nonce } = form;
  const signed = message.join("");
  const uses = (token: string): boolean => `${signed}${value}`.includes(token);
  const headerOf = (token: string, name: string) => (value.includes(token) ? {} : { header: name });
  return {
    ...(signed.includes("{bodyHash}") && {
      bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
    }),
    ...form,
    ...(uses("{timestamp}") && {
      timestamp: { unit: "s", ...headerOf("{timestamp}", "X-Any-Time"), ...timestamp },
    }),
    ...(uses("{nonce}") && { nonce: { ...headerOf("{nonce}", "X-Any-Nonce"), ...nonce } }),
  };
}

const ALGORITHMS = same("SHA-256", "SHA-512", "SHA-384", "SHA-1");
const ENCODINGS = same("hex", "base64", "base64url", "hexUpper", "base64Unpadded");
const KEY_ENCODINGS = [
  { value: "utf8", label: "as it is" },
  { value: "hex", label: "hex" },
  { value: "base64", label: "base64" },
] as const;
const UNITS = [
  { value: "s", label: "seconds since 1970" },
  { value: "ms", label: "milliseconds since 1970" },
] as const;

function same<const T extends string>(...values: readonly T[]): Choice<T>[] {
  return values.map((value) => ({ value, label: value }));
}

function presets(): Choice<string>[] {
  return Object.entries(SIGNATURE_PRESETS).map(([value, { summary }]) => {
    return { value, label: `as ${value} does: ${summary}` };
  });
}
