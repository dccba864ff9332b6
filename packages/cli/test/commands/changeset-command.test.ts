import { DOCUMENT } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { Repository } from "../../../upkeep/test/diff/helpers/repository.ts";
import { runCli } from "../helpers/run-cli.ts";

const FILE = ".changeset/spec-acme.md";

const ADDED = `${DOCUMENT}    post:
      operationId: addUser
      summary: Add a user.
      responses:
        "204": { description: Done. }
`;

test("changeset lists what it wrote, as JSON with --json", async () => {
  const repository = await Repository.create();
  await repository.spec(ADDED);
  await repository.generate();
  expect(await runCli(["changeset", "acme"], { cwd: repository.root })).toEqual({
    code: 0,
    stderr: "",
    stdout: `ok ${FILE} written: @countersign/acme minor\n`,
  });
  const { stdout } = await runCli(["changeset", "--json"], { cwd: repository.root });
  expect(JSON.parse(stdout)).toEqual([
    {
      provider: "acme",
      package: "@countersign/acme",
      rating: "minor",
      noted: "minor",
      file: FILE,
      action: "unchanged",
      stale: false,
    },
  ]);
  const { stdout: help } = await runCli(["changeset", "--help"], { cwd: repository.root });
  expect(help).toContain("$ countersign changeset persona --since main");
});
