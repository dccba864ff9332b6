import { displayPath, SpecError } from "@countersign/spec/problem";
import { type ProgramResult, runProgram } from "./run-program.ts";

/** A commit, and how it was named. */
export interface GitRef {
  readonly name: string;
  readonly commit: string;
}

/** Reads a git repository as it was. */
export class GitHistory {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the repository that a folder belongs to.
   *
   * @throws SpecError when there is none, or no git.
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
      remedy: "Run the command in a clone: what changed is compared with what was committed.",
    });
  }

  /**
   * Returns the commit that a branch, tag or hash names.
   *
   * @throws SpecError when nothing has that name.
   */
  async ref(name: string): Promise<GitRef> {
    const commit = await this.#commit(name);
    if (commit !== undefined) return { name, commit };
    throw new SpecError(`There is no commit called ${JSON.stringify(name)}.`, {
      location: { file: displayPath(this.#folder) },
      remedy:
        name === "HEAD"
          ? "Commit something first."
          : "Name a branch, a tag or a commit; fetch it first if the clone is shallow (`git fetch --tags`).",
    });
  }

  /** Returns the last tag `<package>@<version>` before HEAD, or undefined where the package has none. */
  async lastRelease(packageName: string): Promise<GitRef | undefined> {
    const pattern = `${packageName.replace(/[*?[\]\\]/g, "\\$&")}@*`;
    const { code, stdout } = await this.#git(
      "describe",
      "--tags",
      "--abbrev=0",
      `--match=${pattern}`,
    );
    return code === 0 ? this.ref(stdout.trim()) : undefined;
  }

  /** Returns the text of a file at a commit; undefined where it did not exist. */
  async textAt({ commit }: GitRef, path: string): Promise<string | undefined> {
    const { code, stdout } = await this.#git("cat-file", "blob", `${commit}:./${path}`);
    return code === 0 ? stdout : undefined;
  }

  async #commit(name: string): Promise<string | undefined> {
    const { code, stdout } = await this.#git(
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${name}^{commit}`,
    );
    return code === 0 ? stdout.trim() : undefined;
  }

  #git(...args: string[]): Promise<ProgramResult> {
    return runProgram("git", args, { cwd: this.#folder, env: { LC_ALL: "C" } });
  }
}
