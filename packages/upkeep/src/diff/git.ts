import { createHash } from "node:crypto";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { type ProgramResult, runProgram } from "./run-program.ts";

/** A commit and the name it was looked up by. */
export interface GitRef {
  readonly name: string;
  readonly commit: string;
}

/** Reads the history of a git repository. */
export class GitHistory {
  readonly #folder: string;
  /** Names of the files' contents by path, by commit. */
  readonly #hashes = new Map<string, Promise<ReadonlyMap<string, string>>>();
  readonly #known = new Map<string, Promise<ProgramResult>>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the repository that contains a folder.
   *
   * @throws SpecError when there is none, or git is not installed.
   */
  static async open(folder: string): Promise<GitHistory> {
    const history = new GitHistory(folder);
    const { code } = await history.#git("rev-parse", "--is-inside-work-tree");
    if (code === 0) return history;
    const location = { file: displayPath(folder) };
    if (code === undefined) {
      throw new SpecError("git cannot be run.", { location, remedy: "Install git." });
    }
    throw new SpecError("The folder is not in a git repository.", {
      location,
      remedy: "Run the command in a clone: the spec is compared with a committed version.",
    });
  }

  /**
   * Returns the commit of a branch, tag or hash.
   *
   * @throws SpecError when it does not exist.
   */
  async ref(name: string): Promise<GitRef> {
    const commit = await this.#commit(name);
    if (commit !== undefined) return { name, commit };
    throw new SpecError(`There is no commit called ${JSON.stringify(name)}.`, {
      location: { file: displayPath(this.#folder) },
      remedy:
        name === "HEAD"
          ? "Commit something first."
          : "Pass a branch, tag or commit; if the clone is shallow, fetch it first (`git fetch --tags`).",
    });
  }

  /** Returns the commit of a branch, tag or hash; undefined if it does not exist. */
  async find(name: string): Promise<GitRef | undefined> {
    const commit = await this.#commit(name);
    return commit === undefined ? undefined : { name, commit };
  }

  /** Whether the clone lacks older commits. */
  async isShallow(): Promise<boolean> {
    const { stdout } = await this.#once("rev-parse", "--is-shallow-repository");
    return stdout.trim() === "true";
  }

  /** Returns the last commit that added a string to a file; undefined if there is none. */
  async lastChangeOf(path: string, added: string): Promise<GitRef | undefined> {
    const log = await this.#git("log", "-1", "--format=%H", `-S${added}`, "--", `./${path}`);
    const commit = log.stdout.trim();
    return commit === "" ? undefined : { name: commit.slice(0, 12), commit };
  }

  /** Returns the latest tag `<package>@<version>` reachable from HEAD, or undefined if there is none. */
  async lastRelease(packageName: string): Promise<GitRef | undefined> {
    const tags = (await this.#once("tag", "--list")).stdout.split("\n");
    if (!tags.some((tag) => tag.startsWith(`${packageName}@`))) return undefined;
    const pattern = `${packageName.replace(/[*?[\]\\]/g, "\\$&")}@*`;
    const { code, stdout } = await this.#git(
      "describe",
      "--tags",
      "--abbrev=0",
      `--match=${pattern}`,
    );
    return code === 0 ? this.ref(stdout.trim()) : undefined;
  }

  /** Returns the text of a file at a commit, or undefined if it did not exist. */
  async textAt({ commit }: GitRef, path: string): Promise<string | undefined> {
    const { code, stdout } = await this.#git("cat-file", "blob", `${commit}:./${path}`);
    return code === 0 ? stdout : undefined;
  }

  /** Whether a file has the same bytes as it had at a commit. */
  async isSame({ commit }: GitRef, path: string, bytes: Uint8Array): Promise<boolean> {
    // One process for all files of a commit.
    const hashes = this.#hashes.get(commit) ?? this.#hashesAt(commit);
    this.#hashes.set(commit, hashes);
    const known = (await hashes).get(path);
    return known !== undefined && known === blobHash(bytes, known.length);
  }

  async #hashesAt(commit: string): Promise<ReadonlyMap<string, string>> {
    const { stdout } = await this.#git("ls-tree", "-r", "-z", commit);
    const entries = stdout.split("\0").map((entry): [string, string] => {
      const [facts = "", path = ""] = entry.split("\t");
      return [path, facts.split(" ")[2] ?? ""];
    });
    return new Map(entries);
  }

  async #commit(name: string): Promise<string | undefined> {
    const { code, stdout } = await this.#once(
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${name}^{commit}`,
    );
    return code === 0 ? stdout.trim() : undefined;
  }

  /** Runs git, or returns what it returned before: the history does not change during a command. */
  #once(...args: string[]): Promise<ProgramResult> {
    const key = args.join("\0");
    const known = this.#known.get(key) ?? this.#git(...args);
    this.#known.set(key, known);
    return known;
  }

  #git(...args: string[]): Promise<ProgramResult> {
    return runProgram("git", args, { cwd: this.#folder, env: { LC_ALL: "C" } });
  }
}

/** Returns the name that git gives a file's content: SHA-1 in 40 digits, or SHA-256 in 64. */
function blobHash(bytes: Uint8Array, digits: number): string {
  const hash = createHash(digits === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
