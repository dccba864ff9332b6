import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { DOCUMENT, specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { changeset } from "../../src/changeset/changeset.ts";
import { diff } from "../../src/diff/diff.ts";
import { Repository } from "../diff/helpers/repository.ts";

// A note that is pending must survive whatever the maintainer does before the release.

const NAME = "@countersign/acme";
const RENAMED = DOCUMENT.replace("listUsers", "getUsers");
const operation = (id: string, of = DOCUMENT): string =>
  `${of}    post:\n      operationId: ${id}\n      responses: { "204": { description: Done. } }\n`;

async function note({ root }: Repository): Promise<string> {
  return readFile(join(root, ".changeset/spec-acme.md"), "utf8");
}

/** Generates, writes the note and commits, as a maintainer does after each update. */
async function update(repository: Repository, spec: string): Promise<void> {
  await repository.spec(spec);
  await repository.generate();
  await changeset({ cwd: repository.root });
  await repository.commit();
}

function version(repository: Repository, text: string): Promise<void> {
  const manifest = JSON.stringify({ name: NAME, version: text }, null, 2);
  return repository.write({ "packages/providers/acme/package.json": manifest });
}

/** What `changeset version` and the commit after it do. */
async function versioned(repository: Repository, text: string): Promise<void> {
  await version(repository, text);
  await rm(join(repository.root, ".changeset/spec-acme.md"), { force: true });
  await repository.commit();
}

describe("before the first release", () => {
  test("a committed major note stays major when a minor change follows, and has both", async () => {
    const repository = await Repository.create();
    await update(repository, RENAMED);
    await update(repository, operation("addUser", RENAMED));
    expect(await note(repository)).toContain(`"${NAME}": major`);
    expect(await note(repository)).toContain("is now called `getUsers`");
    expect(await note(repository)).toContain("`addUser` is new");
  });

  test("a second run with nothing changed leaves the note as it is", async () => {
    const repository = await Repository.create();
    await update(repository, RENAMED);
    const before = await note(repository);
    expect(await changeset({ cwd: repository.root })).toMatchObject([{ action: "unchanged" }]);
    expect(await note(repository)).toBe(before);
  });

  test("a note whose start is not in the clone is an error, and stays", async () => {
    const repository = await Repository.create();
    await repository.write({
      ".changeset/spec-acme.md": `---\n"${NAME}": major\n# starts from ${"a".repeat(40)}\n---\n\nBreak\n`,
    });
    const error = await specErrorOf(changeset({ cwd: repository.root }));
    expect(error.message).toContain("which is not in this clone");
    expect(error.remedy).toContain("fetch-depth: 0");
    expect(await note(repository)).toContain("Break");
  });

  test("a note of an older version, which does not say where it starts, is not lowered", async () => {
    const repository = await Repository.create();
    const text = `---\n"${NAME}": major\n---\n\nBreak\n`;
    await repository.write({ ".changeset/spec-acme.md": text });
    await repository.spec(operation("addUser"));
    expect(await changeset({ cwd: repository.root })).toMatchObject([
      { action: "kept", noted: "major", rating: "minor" },
    ]);
    expect(await note(repository)).toBe(text);
  });
});

describe("after a release", () => {
  async function released(): Promise<Repository> {
    const repository = await Repository.create();
    await version(repository, "1.0.0");
    await repository.commit(`${NAME}@1.0.0`);
    return repository;
  }

  test("changes are counted from its tag", async () => {
    const repository = await released();
    await update(repository, RENAMED);
    await update(repository, operation("addUser", RENAMED));
    expect(await diff({ cwd: repository.root })).toMatchObject([{ from: `${NAME}@1.0.0` }]);
    expect(await note(repository)).toMatch(/^---\n"@countersign\/acme": major\n---/);
  });

  test("changes are not noted a second time while the next version has no tag", async () => {
    const repository = await released();
    await update(repository, RENAMED);
    await versioned(repository, "2.0.0");
    expect(await changeset({ cwd: repository.root })).toMatchObject([{ action: "none" }]);
    await update(repository, operation("addUser", RENAMED));
    expect(await note(repository)).toContain(`"${NAME}": minor`);
    expect(await note(repository)).not.toContain("getUsers");
  });

  test("one package of an interrupted release counts from its version, the other from its tag", async () => {
    const repository = await released();
    await repository.spec(DOCUMENT, "other");
    const other = { name: "@countersign/other", version: "1.0.0" };
    await repository.write({
      "packages/providers/other/package.json": JSON.stringify(other, null, 2),
      "packages/providers/other/openapi.json": await readFile(
        join(repository.root, "packages/providers/acme/openapi.json"),
        "utf8",
      ),
    });
    await repository.commit("@countersign/other@1.0.0");
    await update(repository, RENAMED);
    await versioned(repository, "2.0.0");
    await repository.spec(RENAMED, "other");
    expect(await changeset({ cwd: repository.root })).toMatchObject([
      { provider: "acme", action: "none" },
      { provider: "other", action: "written", rating: "major" },
    ]);
  });

  test("the same holds in a clone without tags", async () => {
    const repository = await released();
    await repository.git("tag", "--delete", `${NAME}@1.0.0`);
    await update(repository, operation("addUser"));
    expect(await note(repository)).toContain(`"${NAME}": minor`);
  });

  test("a shallow clone without the release is an error that names fetch-depth", async () => {
    const repository = await released();
    await update(repository, operation("addUser"));
    const clone = await temporaryFolder();
    const source = `file://${repository.root}`;
    await promisify(execFile)("git", ["clone", "--quiet", "--depth=1", source, clone]);
    const error = await specErrorOf(changeset({ cwd: clone }));
    expect(error.message).toBe(`The release ${NAME}@1.0.0 is not in this clone, which is shallow.`);
    expect(error.remedy).toContain("fetch-depth: 0");
    expect(await readFile(join(clone, ".changeset/spec-acme.md"), "utf8")).toContain("minor");
  });
});
