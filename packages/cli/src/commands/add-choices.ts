import type {
  AddOptions,
  ChosenNames,
  ChosenSigning,
  OpenName,
  OpenSigning,
} from "@countersign/upkeep/add";
import type { Progress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/prompt.ts";

/** The flags of `add` that decide what it would ask for. */
export interface AddFlags {
  readonly credential?: ReadonlyMap<string, string>;
  readonly environment?: ReadonlyMap<string, string>;
  readonly signature?: ReadonlyMap<string, string>;
  readonly webhookSignature?: ReadonlyMap<string, string>;
  readonly overlay?: string;
  readonly writeOverlay?: string;
  readonly scope?: string | false;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Where people are asked. */
export const TERMINAL: Terminal = { input: process.stdin, output: process.stderr };

/** Returns whether people may be asked: on a terminal, and unless a flag forbids it. */
export function canPrompt({ yes = false, json = false }: AddFlags): boolean {
  return !yes && !json && process.stdin.isTTY && process.stderr.isTTY;
}

/** Returns what `add` decides by: what is given as flags, and prompts for the rest on a terminal. */
export function addChoices(
  flags: AddFlags,
  progress: Progress,
): Pick<AddOptions, "scope" | "chooseScope" | "chooseNames" | "chooseSigning"> {
  return {
    ...scopeChoice(flags, progress),
    chooseNames: namesChoice(flags, progress),
    chooseSigning: signingChoice(flags, progress),
  };
}

function scopeChoice(
  flags: AddFlags,
  progress: Progress,
): Pick<AddOptions, "scope" | "chooseScope"> {
  const { scope } = flags;
  if (scope !== undefined) return { scope: scope === false ? "" : scope };
  if (!canPrompt(flags)) return {};
  return {
    chooseScope: async (assumed) => {
      const { promptForScope } = await import("../terminal/prompt-for-scope.ts");
      return asking(progress, () => promptForScope(assumed, TERMINAL));
    },
  };
}

function signingChoice(
  flags: AddFlags,
  progress: Progress,
): NonNullable<AddOptions["chooseSigning"]> {
  const { signature = new Map(), webhookSignature = new Map() } = flags;
  const [webhooks] = [...webhookSignature].map(([header, form]) => ({ header, form }));
  const given: ChosenSigning = { requests: signature, webhooks };
  return async (open: OpenSigning): Promise<ChosenSigning> => {
    const isLeft =
      open.requests.some(({ scheme, isLikely }) => isLikely && !signature.has(scheme)) ||
      (open.webhookEvents > 0 && webhooks === undefined);
    if (!canPrompt(flags) || !isLeft) return given;
    const { promptForSigning } = await import("../terminal/prompt-for-signing.ts");
    return asking(progress, () => promptForSigning(open, given, TERMINAL));
  };
}

function namesChoice(flags: AddFlags, progress: Progress): NonNullable<AddOptions["chooseNames"]> {
  const { credential = new Map(), environment = new Map() } = flags;
  return async (open: readonly OpenName[]): Promise<ChosenNames> => {
    const given: ChosenNames = { credentials: credential, environments: environment };
    const left = open.filter(({ kind, of }) => !given[`${kind}s`].has(of));
    if (!canPrompt(flags) || left.length === 0) return given;
    const { promptForNames } = await import("../terminal/prompt-for-names.ts");
    return asking(progress, () => promptForNames(left, given, TERMINAL));
  };
}

/** Shows no progress while a person decides. */
async function asking<T>(progress: Progress, prompt: () => Promise<T>): Promise<T> {
  progress.stop();
  const chosen = await prompt();
  progress.say("adding");
  return chosen;
}
