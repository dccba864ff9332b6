import { generateAll } from "@countersign/codegen/generate";
import { findWorkspace } from "@countersign/spec/workspace";
import { writeAll } from "@countersign/testing/files";
import { DOCUMENT, specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { diff } from "../../src/diff/diff.ts";
import { Repository } from "./helpers/repository.ts";

const RENAMED = DOCUMENT.replace("listUsers", "getUsers");
const MAJOR = {
  kind: "operation-renamed",
  rating: "major",
  operation: "getUsers",
  pointer: "#/paths/~1users/get",
  message: "`listUsers` is now called `getUsers`.",
  adapt: "Call the method by its new name.",
};

describe("diff compares", () => {
  test("the current spec with the committed package", async () => {
    const { root: cwd } = await changed();
    const [report] = await diff({ cwd });
    expect(report).toMatchObject({
      provider: "acme",
      package: "@countersign/acme",
      from: "HEAD",
      rating: "major",
      stale: true,
      changes: [MAJOR],
    });
  });

  test("with the last release, if there is one", async () => {
    const repository = await Repository.create();
    await repository.commit("@countersign/acme@1.0.0");
    await repository.spec(RENAMED);
    await repository.generate();
    await repository.commit("@countersign/acme-other@9.0.0");
    const [report] = await diff({ cwd: repository.root });
    expect(report).toMatchObject({
      from: "@countersign/acme@1.0.0",
      stale: false,
      changes: [MAJOR],
    });
  });

  test("with the given branch, tag or commit", async () => {
    const repository = await Repository.create();
    const first = await repository.git("rev-parse", "HEAD");
    await repository.git("tag", "first");
    await repository.spec(RENAMED);
    await repository.generate();
    await repository.commit();
    for (const since of [first, "first", "main~1"]) {
      const [report] = await diff({ cwd: repository.root, since });
      expect(report).toMatchObject({ from: since, changes: [MAJOR] });
    }
    expect(await diff({ cwd: repository.root, since: "main" })).toMatchObject([
      { rating: "none", changes: [] },
    ]);
  });

  test("two commits, whatever the current spec is", async () => {
    const repository = await Repository.create();
    await repository.git("tag", "first");
    await repository.spec(RENAMED);
    await repository.generate();
    await repository.commit("second");
    await repository.spec(DOCUMENT);
    const [report] = await diff({ cwd: repository.root, since: "first", until: "second" });
    expect(report).toMatchObject({ from: "first", to: "second", stale: false, changes: [MAJOR] });
  });

  test("nothing if neither the spec nor the package changed, and anything that did", async () => {
    const repository = await Repository.create();
    const { root: cwd } = repository;
    await repository.write({ "node_modules/.keep": "", ".gitignore": "node_modules\n" });
    const generated = async () => {
      for await (const _ of generateAll({ workspace: findWorkspace(cwd), names: [] }));
    };
    await generated();
    await repository.commit();
    const unchanged = { from: "HEAD", rating: "none", stale: false, changes: [] };
    expect(await diff({ cwd })).toMatchObject([unchanged]);
    await repository.spec(RENAMED);
    expect(await diff({ cwd })).toMatchObject([{ stale: true, changes: [MAJOR] }]);
    await generated();
    expect(await diff({ cwd })).toMatchObject([{ stale: false, changes: [MAJOR] }]);
    await repository.commit();
    expect(await diff({ cwd })).toMatchObject([unchanged]);
    expect(await diff({ cwd, since: "HEAD~1" })).toMatchObject([{ changes: [MAJOR] }]);
  });

  test("nothing for a new provider", async () => {
    const repository = await Repository.create();
    await repository.spec(DOCUMENT, "other");
    expect(await diff({ cwd: repository.root, names: ["other"] })).toMatchObject([
      {
        rating: "minor",
        changes: [
          {
            kind: "provider-added",
            message: "The client for Acme API is new: 1 operation and 0 webhook events.",
          },
        ],
      },
    ]);
  });
});

describe("diff rejects", () => {
  test.for(["gone", "--output=stolen", "HEAD:package.json", ""])(
    "%j, which is not a commit",
    async (since) => {
      const { root: cwd } = await Repository.create();
      const error = await specErrorOf(diff({ cwd, since }));
      expect(error.message).toBe(`There is no commit called ${JSON.stringify(since)}.`);
      expect(error.remedy).toContain("Pass a branch, tag or commit");
    },
  );

  test("a folder without a repository", async () => {
    const cwd = await writeAll(await temporaryFolder(), { "specs/acme/openapi.yaml": DOCUMENT });
    expect((await specErrorOf(diff({ cwd }))).message).toBe(
      "The folder is not in a git repository.",
    );
  });

  test("a repository without commits", async () => {
    const cwd = await writeAll(await temporaryFolder(), { "specs/acme/openapi.yaml": DOCUMENT });
    const repository = await Repository.create();
    await repository.git("init", "--quiet", cwd);
    expect(await specErrorOf(diff({ cwd }))).toMatchObject({
      message: 'There is no commit called "HEAD".',
      remedy: "Commit something first.",
    });
  });

  test("a committed document that is not JSON", async () => {
    const repository = await Repository.create();
    await repository.write({ "packages/providers/acme/openapi.json": "{" });
    await repository.commit();
    expect(await specErrorOf(diff({ cwd: repository.root }))).toMatchObject({
      message: "The committed document cannot be compared: it is not JSON.",
      location: { file: "packages/providers/acme/openapi.json at HEAD" },
    });
  });

  test("a provider without a spec", async () => {
    const { root: cwd } = await Repository.create();
    const error = await specErrorOf(diff({ cwd, names: ["other"] }));
    expect(error.message).toBe('There is no spec called "other".');
  });
});

async function changed(): Promise<Repository> {
  const repository = await Repository.create();
  await repository.spec(RENAMED);
  return repository;
}
