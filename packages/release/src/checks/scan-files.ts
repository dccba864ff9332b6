import { homedir } from "node:os";
import type { PackedFiles } from "../packing/read-tarball.ts";

/** Something that must not be published. It never quotes a secret. */
export interface Finding {
  readonly path: string;
  /** Line number, starting at 1; 0 for the whole file. */
  readonly line: number;
  readonly message: string;
}

interface Rule {
  readonly message: string;
  readonly pattern: RegExp;
}

const SECRETS: readonly Rule[] = [
  { message: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16}/ },
  { message: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { message: "a registry token", pattern: /:_(authToken|auth|password)\s*=\s*[^\s$<"'`]{8}/ },
  {
    message: "a GitHub token",
    pattern: /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})/,
  },
  { message: "an AWS access key", pattern: /\b(AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { message: "a Google API key", pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { message: "a Slack token", pattern: /\bxox[abprs]-[A-Za-z0-9-]{20}/ },
  { message: "a live payment key", pattern: /\b[rs]k_live_[A-Za-z0-9]{16}/ },
  {
    message: "credentials in a URL",
    pattern: /\bhttps?:\/\/[^\s/:@"'`{}$]+:[^\s/:@"'`{}$]+@/,
  },
  { message: "a JSON Web Token", pattern: /\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}/ },
];

const MACHINE_PATHS: readonly Rule[] = [
  { message: "a home folder", pattern: /(?<![\w.$}/:-])\/(home|Users)\/[\w.-]+\// },
  { message: "a home folder", pattern: /\b[A-Za-z]:\\+Users\\+/ },
  { message: "root's home folder", pattern: /(?<![\w.$}/:-])\/root\// },
  { message: "a temporary folder", pattern: /(?<![\w.$}/:-])\/(tmp|var\/folders|private\/var)\// },
  { message: "a file URL", pattern: /\bfile:\/\/\/?[A-Za-z0-9]/ },
];

const UNWANTED =
  /(^|\/)(\.env|\.npmrc|\.git|\.turbo|node_modules|test|tests|\.DS_Store)(\/|$)|\.(pem|key|tgz|log|tsbuildinfo)$/;

/**
 * Returns what must not be published among a package's files: secrets, paths of the machine that packed
 * them, absolute paths in source maps, and files that belong elsewhere.
 *
 * @param machine - Strings that no file may contain, with their descriptions. Default: the paths and secrets of
 * this process's environment.
 */
export function scanFiles(
  files: PackedFiles,
  machine: ReadonlyMap<string, string> = machineStrings(process.cwd(), process.env),
): Finding[] {
  return [...files].flatMap(([path, content]) => {
    if (UNWANTED.test(path)) return [{ path, line: 0, message: "does not belong in a package" }];
    const text = content.toString();
    return [
      ...scanLines(path, text),
      ...[...machine].flatMap(([value, message]) =>
        text.includes(value) ? [{ path, line: lineOf(text, text.indexOf(value)), message }] : [],
      ),
      ...(path.endsWith(".map") ? absoluteSources(path, text) : []),
    ];
  });
}

/** Returns strings that identify this machine, with their descriptions: its folders, and secrets in variables. */
export function machineStrings(
  folder: string,
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<string, string> {
  const isSecret = /TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY/i;
  const secrets = Object.entries(environment).flatMap(([name, value = ""]): [string, string][] =>
    isSecret.test(name) && value.length >= 12 ? [[value, `the value of $${name}`]] : [],
  );
  // With a trailing slash, because root's home `/root` is the beginning of many relative paths.
  const folders = [folder, homedir()].filter((path) => path.length > 1);
  return new Map([
    ...folders.map((path): [string, string] => [`${path}/`, "a folder of this machine"]),
    ...secrets,
  ]);
}

function scanLines(path: string, text: string): Finding[] {
  return [...SECRETS, ...MACHINE_PATHS].flatMap(({ message, pattern }) => {
    const found = pattern.exec(text);
    return found === null ? [] : [{ path, line: lineOf(text, found.index), message }];
  });
}

function absoluteSources(path: string, text: string): Finding[] {
  const map: { sources?: string[]; sourceRoot?: string } = JSON.parse(text);
  const isAbsolute = (source: string): boolean => /^(\/|[A-Za-z]:|[a-z]+:\/\/)/.test(source);
  return [...(map.sources ?? []), map.sourceRoot ?? ""]
    .filter(isAbsolute)
    .map(() => ({ path, line: 1, message: "an absolute path in a source map" }));
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
