import { join } from "node:path";
import { DOCUMENT } from "@countersign/testing/spec";
import { beforeAll, expect, test } from "vitest";
import { ACME } from "../../upkeep/test/add/helpers/workspace.ts";
import { Repository } from "../../upkeep/test/diff/helpers/repository.ts";
import { runCli } from "./helpers/run-cli.ts";

const preload = join(import.meta.dirname, "helpers/refuse-network.mjs");
const env = { NODE_OPTIONS: `--import ${preload}` };

let repository: Repository;
beforeAll(async () => {
  repository = await Repository.create(DOCUMENT);
  await repository.write({
    "acme.yaml": ACME,
    ".changeset/config.json": "{}",
    "redocly.yaml": "extends: [minimal]\n",
  });
});

test.for([
  ["add", ["add", "beta", "acme.yaml"]],
  ["generate", ["generate"]],
  ["lint", ["lint", "specs/beta"]],
  ["diff", ["diff"]],
  ["changeset", ["changeset"]],
  ["sync without vendored files", ["sync", "beta"]],
] as const)("%s does not use the network", async ([, args]) => {
  const { code, stderr } = await runCli(args, { cwd: repository.root, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("a command that uses the network is detected", async () => {
  const args = ["add", "gamma", "https://acme.example/openapi.json"];
  expect(await runCli(args, { cwd: repository.root, env })).toMatchObject({ code: 97 });
});
