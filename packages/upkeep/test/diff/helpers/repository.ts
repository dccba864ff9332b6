import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { generate } from "@countersign/codegen/generate";
import { type Files, writeAll } from "@countersign/testing/files";
import { DOCUMENT } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";

const execute = promisify(execFile);

/** A workspace in a git repository, with the spec and package of `acme`. */
export class Repository {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** Creates a repository whose first commit contains the generated package. */
  static async create(spec: string = DOCUMENT): Promise<Repository> {
    const repository = new Repository(await temporaryFolder());
    await repository.git("init", "--quiet", "--initial-branch=main");
    await repository.write({ "package.json": "{}", ".changeset/config.json": "{}" });
    await repository.spec(spec);
    await repository.generate();
    await repository.commit();
    return repository;
  }

  /** Writes files below the root. */
  async write(files: Files): Promise<void> {
    await writeAll(this.root, files);
  }

  /** Writes the spec of `acme`, or of another. */
  spec(text: string, name = "acme"): Promise<void> {
    return this.write({ [`specs/${name}/openapi.yaml`]: text });
  }

  /** Generates the package of `acme`. */
  async generate(): Promise<void> {
    const [spec, out] = [join(this.root, "specs/acme"), join(this.root, "packages/providers/acme")];
    await generate({ spec, out });
  }

  /** Commits everything and tags the commit if a tag is given. */
  async commit(tag?: string): Promise<void> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--allow-empty", "--message=work");
    if (tag !== undefined) await this.git("tag", tag);
  }

  /** Runs git independently of the machine's configuration. */
  async git(...args: string[]): Promise<string> {
    const who = ["-c", "user.name=A", "-c", "user.email=a@acme.test", "-c", "commit.gpgsign=false"];
    return (await execute("git", [...who, ...args], { cwd: this.root })).stdout.trim();
  }
}
