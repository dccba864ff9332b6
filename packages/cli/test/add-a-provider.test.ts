import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { readAll, writeAll } from "@countersign/testing/files";
import { DOCUMENT } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { beforeAll, describe, expect, test } from "vitest";
import { ACME, emptyWorkspace } from "../../upkeep/test/add/helpers/workspace.ts";
import { hasTerminal, onTerminal } from "./helpers/on-terminal.ts";
import { type CliRun, runCli } from "./helpers/run-cli.ts";

const repository = join(import.meta.dirname, "../../..");
const cli = join(repository, "packages/cli");

// The section on private APIs has its own test, in examples.
const [guide = ""] = readFileSync(join(repository, "docs/add-a-provider.md"), "utf8").split(
  "\n## A private API",
);
const commands = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
  block.trim().split("\n"),
);

const FACADE = {
  name: "facade",
  type: "module",
  scripts: { generate: "countersign wire . --emit entries" },
  dependencies: { "@countersign/zeta": "workspace:^" },
};

/** Creates a workspace like this repository, without providers. */
async function minimalWorkspace(document: string = ACME): Promise<string> {
  const root = await emptyWorkspace({
    "package.json": JSON.stringify({
      name: "team",
      private: true,
      license: "MIT",
      countersign: { providers: "packages/providers", scope: "@countersign", sharedTools: true },
      scripts: { generate: "turbo run generate", test: "turbo run test" },
      devDependencies: { typescript: "*", vitest: "*", "@types/node": "*" },
    }),
    "pnpm-workspace.yaml":
      "packages: [packages/*, packages/providers/*]\ncatalog:\n  openapi-fetch: 0.17.0\n",
    "tsconfig.base.json": await readFile(join(repository, "tsconfig.base.json"), "utf8"),
    "biome.json": '{ "formatter": { "indentStyle": "space", "lineWidth": 100 } }',
    "turbo.json": "{}",
    "redocly.yaml": `plugins: [${join(cli, "dist/redocly-plugin.js")}]\nextends: [recommended-strict, countersign/all]\n`,
    "vitest.config.ts":
      'export default { test: { fsModuleCache: false, projects: [{ test: { name: "@countersign/acme", root: "packages/providers/acme" } }] } };\n',
    ".changeset/config.json": "{}",
    "packages/facade/package.json": JSON.stringify(FACADE, null, 2),
    "acme-openapi.yaml": document,
  });
  await link(root, "node_modules/vitest", join(repository, "node_modules/vitest"));
  await link(root, "node_modules/@types/node", join(repository, "node_modules/@types/node"));
  const provider = join(repository, "packages/providers/inklink");
  await link(root, "node_modules/openapi-fetch", join(provider, "node_modules/openapi-fetch"));
  // Links the new dependency, as `pnpm install` would.
  await link(
    root,
    "packages/facade/node_modules/@countersign/acme",
    join(root, "packages/providers/acme"),
  );
  return root;
}

async function link(root: string, path: string, target: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(target, join(root, path), "dir");
}

/** Runs a package.json script like a package manager. */
async function runScript(folder: string, name: string): Promise<CliRun> {
  const manifest: { scripts: Record<string, string> } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const script = manifest.scripts[name] ?? "";
  const bin = `node ${join(cli, "bin/countersign.js")}`;
  const command = script.replace(/^countersign /, `${bin} `);
  const path = [join(repository, "node_modules/.bin"), process.env.PATH].join(delimiter);
  return run("sh", ["-c", command], { folder, path });
}

function run(
  file: string,
  args: readonly string[],
  { folder, path }: { folder: string; path?: string | undefined },
): Promise<CliRun> {
  const { FORCE_COLOR: _, VITEST: __, ...env } = process.env;
  const options = { cwd: folder, env: { ...env, PATH: path ?? env.PATH, NO_COLOR: "1" } };
  return new Promise((done) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

/** Expects that the new package builds and passes its own checks, with this number of tests. */
async function expectChecks(root: string, tests: number): Promise<void> {
  const acme = join(root, "packages/providers/acme");
  expect(await runScript(acme, "build")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await runScript(acme, "typecheck")).toEqual({ code: 0, stdout: "", stderr: "" });
  const tested = await runScript(acme, "test");
  expect(stripVTControlCharacters(tested.stdout)).toMatch(new RegExp(`Tests +${tests} passed`));
  expect(tested.code).toBe(0);
}

async function expectFormatted(root: string): Promise<void> {
  const biome = join(repository, "node_modules/.bin/biome");
  const files = ["package.json", "turbo.json", "tsconfig.json", "tsconfig.build.json", "test"];
  const paths = files.map((file) => join("packages/providers/acme", file));
  const { stdout, stderr, code } = await run(biome, ["check", ...paths], { folder: root });
  expect(stdout + stderr).toContain("No fixes applied");
  expect(code).toBe(0);
}

describe("a provider added by one command", () => {
  let root = "";
  let added: CliRun;
  const acme = () => join(root, "packages/providers/acme");

  beforeAll(async () => {
    root = await minimalWorkspace();
    const [command = ""] = commands;
    expect(command).toMatch(/^npx countersign add /);
    added = await runCli(command.split(" ").slice(2), { cwd: root });
  });

  test("is listed with its files, decisions and next commands", () => {
    expect({ code: added.code, stderr: added.stderr }).toEqual({ code: 0, stderr: "" });
    expect(added.stdout).toMatch(/^ok acme added: Acme KYC API, 2 operations\n/);
    expect(added.stdout).toContain("\n  packages/facade/package.json\n");
    expect(added.stdout).toMatch(
      /\n {2}specs\/acme\/overlay.yaml:7\n {4}The client's option for "ApiKeyAuth" is called "apiKey"\./,
    );
    expect(added.stdout).toMatch(/\n\nNext:\n( {2}\$ .+\n)+$/);
  });

  test("has the same next commands as the guide", () => {
    const next = [...added.stdout.matchAll(/^ {2}\$ (.+)$/gm)].map(([, command]) => command);
    expect(next).toEqual(commands.slice(1));
  });

  test("is up to date and passes the linter", async () => {
    expect(await runScript(acme(), "generate:check")).toMatchObject({ code: 0, stderr: "" });
    const workspace = await runCli(["generate", "--check"], { cwd: root });
    expect(workspace).toEqual({
      code: 0,
      stdout: "ok packages/providers/acme is up to date\n",
      stderr: "",
    });
    const lint = await runScript(acme(), "lint:spec");
    expect(lint).toMatchObject({ code: 0, stderr: "" });
    const documents = ["lint", "packages/providers/acme/openapi.json"];
    const redocly = join(repository, "node_modules/.bin/redocly");
    expect(await run(redocly, documents, { folder: root })).toMatchObject({ code: 0 });
  });

  test("builds and passes its checks", () => expectChecks(root, 2));

  test("is formatted", () => expectFormatted(root));

  test("gets an entry in the facade once that is generated", async () => {
    expect(await runScript(join(root, "packages/facade"), "generate")).toMatchObject({ code: 0 });
    const { "src/providers/acme.ts": entry } = await readAll(join(root, "packages/facade"));
    expect(entry).toContain("createAcmeClient");
  });
});

describe("a provider whose servers have variables", () => {
  test.for([
    ["server-variable", 'region: "eu"', ["region"]],
    [
      "server-variables",
      'environment: "production", tenant: "demo", region: "eu"',
      ["tenant", "region", "version", "port", "serverMode"],
    ],
  ] as const)("builds and passes its checks: %s", async ([name, options, decided]) => {
    const golden = join(repository, "packages/codegen/test/golden", name, "spec/openapi.yaml");
    const root = await minimalWorkspace(await readFile(golden, "utf8"));
    const added = await runCli(["add", "acme", "acme-openapi.yaml"], { cwd: root });
    expect({ code: added.code, stderr: added.stderr }).toEqual({ code: 0, stderr: "" });
    for (const option of decided) {
      expect(added.stdout).toMatch(new RegExp(`(must pass|The option) \`${option}\``));
    }
    const { "README.md": readme } = await readAll(join(root, "packages/providers/acme"));
    expect(readme).toContain(`createClient({ ${options} })`);
    await expectChecks(root, 2);
    await expectFormatted(root);
  });
});

test("add --json prints one document to standard output", async () => {
  const root = await emptyWorkspace({ "acme.yaml": DOCUMENT });
  const added = await runCli(["add", "acme", "acme.yaml", "--json"], { cwd: root });
  expect(added).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(added.stdout)).toMatchObject({
    name: "acme",
    title: "Acme API",
    packageName: "@countersign/acme",
    operations: 1,
    files: expect.arrayContaining(["specs/acme/openapi.yaml", "specs/acme/source.yaml"]),
    decisions: expect.arrayContaining([
      {
        file: "specs/acme/openapi.yaml",
        line: 1,
        message: expect.stringContaining("no security scheme"),
      },
    ]),
  });
});

test.for([
  [["--scope", "@team"], "@team/acme"],
  [["--no-scope"], "acme"],
] as const)(
  "add %j in a folder that is no workspace yet names the package %s",
  async ([flags, name]) => {
    const cwd = await writeAll(await temporaryFolder(), { "acme.yaml": DOCUMENT });
    const { code, stdout } = await runCli(["add", "acme", "acme.yaml", ...flags, "--json"], {
      cwd,
    });
    expect({ code, name: JSON.parse(stdout).packageName }).toEqual({ code: 0, name });
  },
);

test("add in a folder of a project says where it writes", async () => {
  const cwd = await writeAll(await temporaryFolder(), {
    "package.json": '{ "name": "shop" }',
    "src/acme.yaml": DOCUMENT,
  });
  const { code, stdout } = await runCli(["add", "acme", "acme.yaml"], { cwd: join(cwd, "src") });
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n\nWritten in \.\.:\n/);
  expect(stdout).toContain("\nNext, in ..:\n");
});

const plain = async (...run: Parameters<typeof onTerminal>): Promise<string> =>
  stripVTControlCharacters(await onTerminal(...run));

describe("names of credentials and environments", () => {
  const flags = ["--credential", "ApiKeyAuth=platformKey"];
  const server = "https://sandbox.acme.example/v2";

  test("can be passed as flags and then need no review", async () => {
    const cwd = await emptyWorkspace({ "acme.yaml": ACME });
    const named = [...flags, "--environment", `${server}=trial`, "--json"];
    const added = await runCli(["add", "acme", "acme.yaml", ...named], { cwd });
    expect(added).toMatchObject({ code: 0, stderr: "" });
    expect(added.stdout).not.toMatch(/ApiKeyAuth|sandbox/);
    const { "specs/acme/overlay.yaml": overlay } = await readAll(cwd);
    expect(overlay).toContain("x-countersign-credential: platformKey");
    expect(overlay).toContain("x-countersign-environment: trial");
  });

  test.for([
    [["--credential", "Nope=key"], 'The document has no security scheme "Nope" that needs a name.'],
    [
      ["--environment", "https://x.example=a"],
      'The document has no server "https://x.example" that',
    ],
    [["--credential", "ApiKeyAuth=api key"], '"api key" is not a valid credential name'],
    [["--credential", "ApiKeyAuth=fetch"], '"fetch" is not a valid credential name'],
    [["--environment", `${server}=Try`], '"Try" is not a valid environment name'],
    [["--credential", "ApiKeyAuth"], "It must have the form key=name."],
  ] as const)("are rejected if invalid, and nothing is written: %j", async ([more, message]) => {
    const cwd = await emptyWorkspace({ "acme.yaml": ACME });
    const before = await readAll(cwd);
    const added = await runCli(["add", "acme", "acme.yaml", ...more], { cwd });
    expect(added).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(message) });
    expect(await readAll(cwd)).toEqual(before);
  });

  test.skipIf(!hasTerminal)("are prompted for on a terminal only, without --yes", async () => {
    const cwd = await emptyWorkspace({ "acme.yaml": ACME });
    expect(await plain("add acme acme.yaml --yes", cwd)).not.toContain("called?");
    expect(await plain("add beta acme.yaml --json", cwd)).not.toContain("called?");
    const asked = await plain("add gamma acme.yaml", cwd, { after: "called?", keys: "\u0003" });
    expect(asked).toContain("scheme ApiKeyAuth called?");
    expect(asked).toContain("Cancelled; nothing was written.");
    expect(Object.keys(await readAll(join(cwd, "specs")))).not.toContain("gamma/openapi.yaml");
  });
});

test("add prints a rejection as one message on standard error", async () => {
  const root = await emptyWorkspace({ "acme.yaml": 'swagger: "2.0"\n' });
  const before = await readAll(root);
  expect(await runCli(["add", "acme", "acme.yaml"], { cwd: root })).toEqual({
    code: 1,
    stdout: "",
    stderr: `error acme.yaml:1:10: The document is Swagger 2, but OpenAPI 3 is required.
  remedy Convert it, for example with \`npx swagger2openapi <file> --outfile openapi.yaml\`, and use the result.
`,
  });
  expect(await readAll(root)).toEqual(before);
});

describe("a document that is rejected", () => {
  const document = `${DOCUMENT}  /users#all:\n    get: { operationId: all, responses: {} }\n`;
  const path = "$.paths['/users#all']";

  test("can be corrected by an overlay that the command writes and then takes", async () => {
    const cwd = await emptyWorkspace({ "acme.yaml": document });
    const before = await readAll(cwd);
    const rejected = await runCli(["add", "acme", "./acme.yaml"], { cwd });
    expect(rejected).toEqual({
      code: 1,
      stdout: "",
      stderr: `error acme.yaml:15:5: "/users#all" is not a valid path: a fragment is never sent.
  at     #/paths/~1users#all
  remedy Remove it in overlay.yaml, or write the path that is sent.

An overlay can correct the document. To write one to review, run the command again with --write-overlay acme-overlay.yaml.
`,
    });
    expect(await readAll(cwd)).toEqual(before);

    const writing = ["add", "acme", "./acme.yaml", "--write-overlay", "a b.yaml", "--yes"];
    const written = await runCli(writing, { cwd });
    expect(written).toMatchObject({ code: 1, stdout: "" });
    expect(written.stderr).toContain(`
a b.yaml corrects the document. Review it, then run:
  $ countersign add acme ./acme.yaml --yes --overlay 'a b.yaml'
`);
    const after = await readAll(cwd);
    expect(Object.keys(after).sort()).toEqual([...Object.keys(before), "a b.yaml"].sort());
    expect(after["a b.yaml"]).toContain(path);

    const passing = ["add", "acme", "./acme.yaml", "--yes", "--overlay", "a b.yaml"];
    expect(await runCli(passing, { cwd })).toMatchObject({ code: 0, stderr: "" });
    const { "specs/acme/overlay.yaml": overlay = "" } = await readAll(cwd);
    expect(overlay.startsWith(after["a b.yaml"] ?? "nothing")).toBe(true);
  });

  test("never overwrites a file", async () => {
    const cwd = await emptyWorkspace({ "acme.yaml": document, "mine.yaml": "mine\n" });
    const before = await readAll(cwd);
    const args = ["add", "acme", "acme.yaml", "--write-overlay", "mine.yaml"];
    expect(await runCli(args, { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("mine.yaml: The file for the corrections already exists."),
    });
    expect(await readAll(cwd)).toEqual(before);
  });

  test("because it cannot be read has no overlay, and says so", async () => {
    const cwd = await emptyWorkspace({ "acme.yaml": "openapi: [\n" });
    const args = ["add", "acme", "acme.yaml", "--write-overlay", "new.yaml"];
    const rejected = await runCli(args, { cwd });
    expect(rejected.stderr).toMatch(/is not valid YAML.+\n\nNo overlay can correct this: .+\.\n$/s);
    expect(Object.keys(await readAll(cwd))).not.toContain("new.yaml");
  });

  test.skipIf(!hasTerminal)("is corrected on a terminal, if the person wants that", async () => {
    const cwd = await emptyWorkspace({ "acme.yaml": document, "acme-overlay.yaml": "mine\n" });
    const after = "Correct the document like this?";
    const DOWN = "\u001b[B";
    const before = await readAll(cwd);
    const declined = await plain("add acme acme.yaml", cwd, { after, keys: `${DOWN}${DOWN}\r` });
    expect(declined).toContain(path);
    expect(declined).toContain("--write-overlay acme-overlay-2.yaml");
    const cancelled = await plain("add acme acme.yaml", cwd, { after, keys: "\u0003" });
    expect(cancelled).toContain("Cancelled; nothing was written.");
    expect(await readAll(cwd)).toEqual(before);

    const written = await plain("add acme acme.yaml", cwd, { after, keys: `${DOWN}\r` });
    expect(written).toContain("$ countersign add acme acme.yaml --overlay acme-overlay-2.yaml");
    const { "acme-overlay-2.yaml": overlay = "", ...others } = await readAll(cwd);
    expect(overlay).toContain(path);
    expect(others).toEqual(before);

    const flags = "--environment https://api.acme.test=live";
    const added = await plain(`add acme acme.yaml ${flags}`, cwd, { after, keys: "\r" });
    expect(added).toContain("ok acme added: Acme API, 1 operation");
    const { "specs/acme/overlay.yaml": kept = "" } = await readAll(cwd);
    expect(kept.startsWith(overlay)).toBe(true);
  });
});

test("add --help shows examples", async () => {
  const { code, stdout } = await runCli(["add", "--help"], { cwd: repository });
  expect(code).toBe(0);
  expect(stdout).toContain("$ countersign add acme ./acme-openapi.yaml");
  expect(stdout).toContain("--json");
});
