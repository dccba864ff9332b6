import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseChangelog } from "../src/changes/changelog.ts";
import { parseChangeset, pendingChanges } from "../src/changes/changesets.ts";
import { historyKey, readHistory } from "../src/changes/history.ts";
import { providerChanges } from "../src/changes/provider-changes.ts";

const CHANGELOG = `# @countersign/acme

## 1.1.0

### Minor Changes

- Ban users

## 1.0.0

### Major Changes

- First
`;

test("parses a changelog into its versions, latest first", () => {
  expect(parseChangelog(CHANGELOG)).toEqual([
    { version: "1.1.0", markdown: "### Minor Changes\n\n- Ban users" },
    { version: "1.0.0", markdown: "### Major Changes\n\n- First" },
  ]);
  expect(parseChangelog("# Nothing yet\n")).toEqual([]);
});

test("parses a changeset with its packages, and names a file that is not a changeset", () => {
  const text = '---\n"@x/a": minor\n"@x/b": patch\n---\n\nBan users\n\nWhy.\n';
  expect(parseChangeset(text, "f.md")).toEqual({
    packages: { "@x/a": "minor", "@x/b": "patch" },
    markdown: "Ban users\n\nWhy.",
  });
  expect(() => parseChangeset("# Hi", ".changeset/f.md")).toThrow(
    ".changeset/f.md is not a changeset",
  );
});

describe("a provider's changes", () => {
  test("are those of its releases, each with the changes to the document between two tags", async () => {
    const root = await workspace();
    const changes = await collect(root);
    expect(changes.releases).toMatchObject([
      {
        version: "1.1.0",
        markdown: expect.stringContaining("Ban users"),
        spec: [{ kind: "operation-added", rating: "minor" }],
      },
      { version: "1.0.0", spec: undefined },
    ]);
  });

  test("have no comparison if git has no tag of a release", async () => {
    const root = await workspace();
    git(root, "tag", "--delete", "@countersign/acme@1.0.0");
    const { releases } = await collect(root);
    expect(releases.map(({ spec }) => spec)).toEqual([undefined, undefined]);
  });

  test("are the pending notes before the first release", async () => {
    const root = await workspace();
    await rm(join(root, "packages/providers/acme/CHANGELOG.md"));
    await write(root, ".changeset/one.md", '---\n"@countersign/acme": minor\n---\n\nMine\n');
    await write(root, ".changeset/two.md", '---\n"@countersign/other": minor\n---\n\nNot mine\n');
    expect(await collect(root)).toEqual({
      pending: [{ bump: "minor", markdown: "Mine" }],
      releases: [],
    });
  });
});

describe("the history", () => {
  test("has the date of a spec's last change, and a different key after a release", async () => {
    const root = await workspace();
    const before = await readHistory(root, ["acme"]);
    expect(before.specChanges.get("acme")).toBe("2026-01-02");
    git(root, "tag", "@countersign/acme@2.0.0");
    expect(historyKey(await readHistory(root, ["acme"]))).not.toBe(historyKey(before));
  });

  test("is empty outside a repository", async () => {
    const history = await readHistory(await temporary(), ["acme"]);
    expect(historyKey(history)).toBe("[[],[]]");
  });
});

function documentOf(...ids: string[]): string {
  const paths = ids.map((id) => [
    `/${id.toLowerCase()}`,
    { get: { operationId: id, security: [], responses: { "200": { description: "Fine." } } } },
  ]);
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Acme API", version: "1" },
    servers: [{ url: "https://api.acme.example" }],
    paths: Object.fromEntries(paths),
  });
}

async function workspace(): Promise<string> {
  const root = await temporary();
  git(root, "init", "--quiet", "--initial-branch=main");
  const release = async (version: string, document: string): Promise<void> => {
    await write(root, "specs/acme/openapi.yaml", document);
    await write(root, "packages/providers/acme/openapi.json", document);
    git(root, "add", ".");
    git(root, "commit", "--quiet", "--message", version);
    git(root, "tag", `@countersign/acme@${version}`);
  };
  await write(root, "packages/providers/acme/CHANGELOG.md", CHANGELOG);
  await release("1.0.0", documentOf("listUsers"));
  await release("1.1.0", documentOf("listUsers", "banUser"));
  return root;
}

async function collect(root: string) {
  const history = await readHistory(root, ["acme"]);
  const pending = await pendingChanges(root);
  const packageName = "@countersign/acme";
  return providerChanges({ root, name: "acme", packageName, history, pending });
}

async function temporary(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "countersign-changes-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function git(cwd: string, ...args: string[]): void {
  const day = "2026-01-02T12:00:00Z";
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    cwd,
    env: { ...process.env, GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day },
    stdio: "ignore",
  });
}
