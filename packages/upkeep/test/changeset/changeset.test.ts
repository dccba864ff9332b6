import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readAll } from "@countersign/testing/files";
import { DOCUMENT, specErrorOf } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { changeset } from "../../src/changeset/changeset.ts";
import { Repository } from "../diff/helpers/repository.ts";

const FILE = ".changeset/spec-acme.md";

const ADDED = `${DOCUMENT}    post:
      operationId: addUser
      summary: Add a user.
      responses:
        "204": { description: Done. }
`;

const NOTE = `---
"@countersign/acme": minor
---

Call \`addUser\`

Added:

- \`addUser\` is new: \`POST /users\`, add a user.
`;

test("a changeset has the bump, a title and the visible changes", async () => {
  const repository = await Repository.create();
  await repository.spec(ADDED);
  expect(await changeset({ cwd: repository.root })).toEqual([
    {
      provider: "acme",
      package: "@countersign/acme",
      rating: "minor",
      file: FILE,
      noted: "minor",
      action: "written",
      stale: true,
    },
  ]);
  expect(await note(repository)).toBe(NOTE);
});

test("a changeset starts with what breaks and how to adapt", async () => {
  const repository = await Repository.create();
  await repository.spec(ADDED.replace("listUsers", "getUsers").replace("The users.", "All users."));
  await changeset({ cwd: repository.root });
  expect(await note(repository)).toBe(`---
"@countersign/acme": major
---

Switch to \`getUsers\`

What breaks, and how to adapt:

- \`listUsers\` is now called \`getUsers\`. Call the method by its new name.

Added:

- \`addUser\` is new: \`POST /users\`, add a user.
`);
});

test("a changeset is a patch if only documentation changed", async () => {
  const repository = await Repository.create();
  await repository.spec(DOCUMENT.replace("The users.", "All users."));
  await changeset({ cwd: repository.root });
  expect(await note(repository)).toBe(`---
"@countersign/acme": patch
---

Update the documentation of \`listUsers\`

No effect on code:

- Documentation changed: \`listUsers\`.
`);
});

test("a changeset is rewritten by another run, which leaves other changesets alone", async () => {
  const repository = await Repository.create();
  await repository.write({ ".changeset/brave-lions-sing.md": "mine\n" });
  await repository.spec(ADDED);
  await changeset({ cwd: repository.root });
  expect(await changeset({ cwd: repository.root })).toMatchObject([{ action: "unchanged" }]);

  await writeFile(join(repository.root, FILE), "old\n");
  expect(await changeset({ cwd: repository.root })).toMatchObject([{ action: "written" }]);
  expect(await note(repository)).toBe(NOTE);
  expect(await readAll(join(repository.root, ".changeset"))).toMatchObject({
    "brave-lions-sing.md": "mine\n",
    "config.json": "{}",
  });
});

test("a changeset is removed or lowered only with `replace`", async () => {
  const repository = await Repository.create();
  await repository.spec(ADDED);
  await changeset({ cwd: repository.root });
  await repository.spec(DOCUMENT);
  expect(await changeset({ cwd: repository.root })).toMatchObject([
    { action: "kept", noted: "minor", rating: "none" },
  ]);
  expect(await note(repository)).toBe(NOTE);
  const replaced = { cwd: repository.root, replace: true };
  expect(await changeset(replaced)).toMatchObject([{ action: "removed" }]);
  expect(await changeset({ cwd: repository.root })).toMatchObject([{ action: "none" }]);
  expect(Object.keys(await readAll(join(repository.root, ".changeset")))).toEqual(["config.json"]);
});

test("a changeset is not written for changes that no user sees", async () => {
  const repository = await Repository.create();
  await repository.spec(
    DOCUMENT.replace("      operationId", "      tags: [a]\n      operationId"),
  );
  expect(await changeset({ cwd: repository.root })).toMatchObject([
    { rating: "none", action: "none" },
  ]);
});

test("a changeset bumps each published facade like the provider, and nothing else", async () => {
  const repository = await Repository.create();
  const wired = (more: object, wire = "countersign wire . --emit entries") =>
    JSON.stringify({
      scripts: { generate: wire },
      dependencies: { "@countersign/acme": "workspace:^" },
      ...more,
    });
  await repository.write({
    "packages/facade/package.json": wired({ name: "facade" }),
    "packages/private/package.json": wired({ name: "private", private: true }),
    "packages/sandbox/package.json": wired({ name: "sandbox" }, "countersign wire . --emit table"),
    "packages/other/package.json": wired({ name: "other", dependencies: {} }),
  });
  await repository.spec(ADDED);
  await changeset({ cwd: repository.root });
  expect(await note(repository)).toBe(
    NOTE.replace(`"@countersign/acme": minor`, `"@countersign/acme": minor\n"facade": minor`),
  );
});

test("a changeset is refused in a workspace without Changesets, and nothing is written", async () => {
  const repository = await Repository.create();
  await repository.git("rm", "--quiet", "-r", ".changeset");
  await repository.spec(ADDED);
  const before = await readAll(repository.root);
  expect((await specErrorOf(changeset({ cwd: repository.root }))).remedy).toBe(
    "Set up Changesets in the workspace root: npx @changesets/cli init.",
  );
  expect(await readAll(repository.root)).toEqual(before);
});

/** Returns the note without the commit that it starts from, which differs in each run. */
async function note({ root }: Repository): Promise<string> {
  return (await readFile(join(root, FILE), "utf8")).replace(/^# starts from [0-9a-f]{40}\n/m, "");
}
