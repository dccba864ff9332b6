import { join } from "node:path";
import { DOCUMENT } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { beforeAll, describe, expect, test } from "vitest";
import { Repository } from "../../../upkeep/test/diff/helpers/repository.ts";
import { runCli } from "../helpers/run-cli.ts";

const RENAMED = DOCUMENT.replace("listUsers", "getUsers");
const MAJOR = {
  kind: "operation-renamed",
  rating: "major",
  operation: "getUsers",
  owner: { what: "operation", name: "getUsers" },
  pointer: "#/paths/~1users/get",
  message: "`listUsers` is now called `getUsers`.",
  adapt: "Call the method by its new name.",
};

describe("countersign diff", () => {
  test("shows changes by rating", async () => {
    const { root } = await changed();
    expect(await runCli(["diff", "acme"], { cwd: root })).toEqual({
      code: 0,
      stderr: "",
      stdout: `@countersign/acme: major since HEAD
  major (breaks code)
    \`listUsers\` is now called \`getUsers\`. Call the method by its new name.
  The package is older than its spec: run \`generate\`.
`,
    });
  });

  test("prints one JSON document with --json", async () => {
    const repository = await changed();
    const { root } = repository;
    const { stdout, code } = await runCli(["diff", "--json"], { cwd: root });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        provider: "acme",
        package: "@countersign/acme",
        from: "HEAD",
        commit: await repository.git("rev-parse", "HEAD"),
        isReleased: false,
        to: join("specs", "acme", "openapi.yaml"),
        rating: "major",
        stale: true,
        changes: [MAJOR],
      },
    ]);
  });

  test("prints Markdown with --markdown", async () => {
    const { root } = await changed();
    expect((await runCli(["diff", "--markdown"], { cwd: root })).stdout).toBe(
      `## \`@countersign/acme\`: major since \`HEAD\`

### major (breaks code)

- \`listUsers\` is now called \`getUsers\`. Call the method by its new name.

> The package is older than its spec: run \`generate\`.
`,
    );
  });

  test("shows examples with --help", async () => {
    const { stdout } = await runCli(["diff", "--help"], { cwd: await temporaryFolder() });
    expect(stdout).toContain("$ countersign diff persona --since main");
  });
});

const HOSTILE = [
  ["<img src=x>", "&lt;img src=x\\>"],
  ["[a](b) @all", "\\[a\\](b) &#64;all"],
  ["`` <img> `", "' &lt;img\\> '"],
  ["` <img> ``", "' &lt;img\\> '"],
  ["`<img>` # <b>", "`<img>` \\# &lt;b\\>"],
] as const;

describe("text from a spec", () => {
  let repository: Repository;
  let markdown = "";

  beforeAll(async () => {
    repository = await Repository.create();
    const summaries = HOSTILE.map(([summary]) => JSON.stringify(summary));
    await repository.spec(withSummaries([...summaries, '"\\e[2Jred\\r\\n\\u202e"']));
    markdown = (await runCli(["diff", "--markdown"], { cwd: repository.root })).stdout;
  });

  test("cannot control the terminal", async () => {
    const { stdout } = await runCli(["diff"], { cwd: repository.root });
    expect(stdout).toContain("is new: `POST /users/5`, \\u001b[2Jred \\u202e.\n");
  });

  test.for(HOSTILE.map(([summary, shown], index) => [summary, shown, index] as const))(
    "is escaped in Markdown: %s",
    ([, shown, index]) => {
      expect(markdown).toContain(`is new: \`POST /users/${index}\`, ${shown}.\n`);
    },
  );
});

function withSummaries(summaries: readonly string[]): string {
  const paths = summaries.map(
    (summary, index) => `  /users/${index}:
    post:
      operationId: addUser${index}
      summary: ${summary}
      responses:
        "204": { description: Done. }
`,
  );
  return DOCUMENT + paths.join("");
}

async function changed(): Promise<Repository> {
  const repository = await Repository.create();
  await repository.spec(RENAMED);
  return repository;
}
