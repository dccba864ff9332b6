import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Repository } from "../../upkeep/test/diff/helpers/repository.ts";
import { startUpstream } from "../../upkeep/test/sync/upstream.ts";
import { runCli } from "./helpers/run-cli.ts";

// A maintainer's day, following only the guide: its commands, in order, against a local server that stands for a
// documentation site. The resulting changelog is what users read.

const guide = new URL("../../../docs/when-a-spec-changes.md", import.meta.url);

async function commandsOfGuide(): Promise<string[]> {
  const [, block = ""] = /```sh\n(.*?)```/s.exec(await readFile(guide, "utf8")) ?? [];
  return block.trim().split("\n");
}

/** Runs one line of the guide with the program that `npx` would find. */
async function run(line: string, cwd: string): Promise<string> {
  const [npx, program, ...args] = line.split(" ");
  expect(npx).toBe("npx");
  if (program === "countersign") {
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
    return stdout;
  }
  expect(program).toBe("changeset");
  const bin = createRequire(import.meta.resolve("../../../package.json")).resolve(
    "@changesets/cli/package.json",
  );
  return new Promise((done, fail) => {
    execFile(process.execPath, [join(bin, "../bin.js"), ...args], { cwd }, (error, stdout) => {
      if (error === null) done(stdout);
      else fail(error);
    });
  });
}

const operation = (id: string, properties: string) => `paths:
  /users:
    post:
      operationId: ${id}
      summary: Create a user
      security: []
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
${properties}      responses:
        "201":
          description: Created.
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: { type: string }
              example: { id: u1 }
        "400": { description: Invalid. }
`;
const NAME = "                name: { type: string }\n";
const EMAIL = "                email: { type: string }\n";

const page = (fragment: string) => `# Create a user

\`\`\`yaml post /users
${fragment}\`\`\`
`;

const fragment = (paths: string) => `openapi: 3.1.0
info: { title: Acme API, version: 1.0.0 }
${paths}`;

const GET_USER = `paths:
  /users/{id}:
    get:
      operationId: getUser
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The user. } }
`;

test("a change on a provider's site ends up correctly in the changelog", async () => {
  const before = fragment(operation("createUser", NAME));
  const upstream = await startUpstream({
    "/llms.txt": "# Acme\n- [Create a user](/api/create-user.md)\n",
    "/api/create-user.md": page(before),
  });
  const root = `openapi: 3.1.0
info: { title: Acme API, version: 1.0.0, license: { name: MIT, identifier: MIT } }
servers: [{ url: https://api.acme.test }]
paths:
  /users: { $ref: "vendor/create-user.yaml#/paths/~1users" }
`;
  const repository = await Repository.create(
    root.replace(
      /\/users: .*/,
      "/status: { get: { operationId: getStatus, responses: { '204': { description: Up. } } } }",
    ),
  );
  const address = `${upstream.origin}/api/create-user.md`;
  const sha256 = createHash("sha256").update(before).digest("hex");
  await repository.write({
    "package.json": JSON.stringify({
      name: "workspace",
      private: true,
      workspaces: ["packages/providers/*"],
    }),
    "package-lock.json": "{}",
    ".changeset/config.json": JSON.stringify({
      changelog: "@changesets/cli/changelog",
      access: "public",
      baseBranch: "main",
    }),
    "packages/providers/acme/package.json": JSON.stringify({
      name: "@countersign/acme",
      version: "1.0.0",
    }),
    "specs/acme/openapi.yaml": root,
    "specs/acme/vendor/create-user.yaml": before,
    "specs/acme/source.yaml": `files:
  openapi.yaml:
    hand-written: root document
  vendor/create-user.yaml:
    address: ${address}
    part: the OpenAPI block of the page
    date: 2026-01-01
    sha256: ${sha256}
    licence: not stated by the publisher
`,
  });
  await repository.generate();
  await repository.commit("@countersign/acme@1.0.0");

  // The provider adds an optional field and a page.
  upstream.pages["/api/create-user.md"] = page(fragment(operation("createUser", NAME + EMAIL)));
  upstream.pages["/api/get-user.md"] = page(fragment(GET_USER));
  upstream.pages["/llms.txt"] = "- [Create](/api/create-user.md)\n- [Get](/api/get-user.md)\n";

  const printed: string[] = [];
  for (const line of await commandsOfGuide()) printed.push(await run(line, repository.root));

  const [synced, linted, generated, diffed, noted] = printed;
  expect(synced).toContain("vendor/create-user.yaml (changed)");
  expect(synced).toContain("POST /users: request body: + email");
  expect(synced).toContain("vendor/get-user.yaml is not yet referenced");
  expect(linted).toContain("no problems");
  expect(generated).toContain("src/generated/schema.ts");
  expect(diffed).toContain("minor");
  expect(noted).toContain(".changeset/spec-acme.md");

  const packageFolder = join(repository.root, "packages/providers/acme");
  const manifest = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  expect(manifest.version).toBe("1.1.0");
  const changelog = await readFile(join(packageFolder, "CHANGELOG.md"), "utf8");
  expect(changelog).toContain("### Minor Changes");
  expect(changelog).toContain("`createUser`");
  expect(changelog).toContain("`email`");
  expect(changelog).not.toContain("getUser");
  const schema = await readFile(join(packageFolder, "src/generated/schema.ts"), "utf8");
  expect(schema).toContain("email?: string;");
  // A second run has nothing left to do.
  expect(await run("npx countersign sync acme", repository.root)).toContain("nothing new");
}, 120_000);
