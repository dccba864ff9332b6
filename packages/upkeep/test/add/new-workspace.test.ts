import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Files, readAll, writeAll } from "@countersign/testing/files";
import { DOCUMENT, specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type AddOptions, addProvider } from "../../src/add/add-provider.ts";

// `add` outside this repository: in folders that are no workspace yet, or a workspace of somebody else's.

const NPM = "npm/11.6.0 node/v26.10.0 linux x64";
const PNPM = "pnpm/12.21.0 npm/? node/v26.10.0 linux x64";

interface Options extends Partial<AddOptions> {
  /** Where the command runs, below the project. Default: the project itself. */
  readonly below?: string;
}

/** Adds Acme in a folder called `app` with the given files. */
async function addIn(files: Files, { below = ".", ...options }: Options = {}) {
  const root = join(await temporaryFolder(), "app");
  const from = join(root, below);
  await mkdir(from, { recursive: true });
  await writeAll(root, { "acme.yaml": DOCUMENT, ...files });
  const source = join(root, "acme.yaml");
  const required = { name: "acme", source, toolVersion: "1.2.3", from, userAgent: NPM };
  const added = await addProvider({ ...required, ...options });
  const after = await readAll(root);
  return { added, files: after, manifest: JSON.parse(after["package.json"] ?? "{}") };
}

describe("an empty folder", () => {
  test("becomes a workspace of npm that uses the new package", async () => {
    const { added, manifest, files } = await addIn({});
    expect(manifest).toEqual({
      name: "app",
      private: true,
      workspaces: ["packages/acme"],
      countersign: { providers: "packages", scope: "@app" },
      dependencies: { "@app/acme": "*" },
      devDependencies: { "@countersign/cli": "^1.2.3" },
    });
    expect(added).toMatchObject({ packageName: "@app/acme", workspace: "." });
    expect(added.files).toEqual(
      expect.arrayContaining(["package.json", "specs/acme/openapi.yaml"]),
    );
    expect(files["packages/acme/src/generated/index.ts"]).toContain("createClient");
    expect(added.decisions[0]).toEqual({
      file: "package.json",
      message: expect.stringContaining('"@app/acme" in packages/acme'),
    });
    expect(added.next).toEqual([
      "npm install",
      "npm run build --workspace @app/acme",
      "npm run typecheck --workspace @app/acme",
      "npm test --workspace @app/acme",
      "npm run lint:spec --workspace @app/acme",
    ]);
  });

  test("becomes a workspace of pnpm if pnpm runs the command", async () => {
    const { added, manifest, files } = await addIn({}, { userAgent: PNPM });
    expect(parse(files["pnpm-workspace.yaml"] ?? "")).toEqual({ packages: ["packages/acme"] });
    expect(manifest).not.toHaveProperty("workspaces");
    expect(manifest.dependencies).toEqual({ "@app/acme": "workspace:^" });
    expect(added.next).toContain("pnpm --filter @app/acme lint:spec");
  });

  test("gets a package with everything that its scripts need, and private", async () => {
    const { files } = await addIn({});
    const manifest = JSON.parse(files["packages/acme/package.json"] ?? "");
    expect(manifest).toMatchObject({ name: "@app/acme", private: true, type: "module" });
    expect(Object.keys(manifest.devDependencies).sort()).toEqual([
      "@countersign/cli",
      "@types/node",
      "typescript",
      "vitest",
    ]);
    expect(manifest.devDependencies["@countersign/cli"]).toBe("^1.2.3");
    expect(Object.keys(manifest.dependencies)).toEqual(["openapi-fetch"]);
  });
});

describe("an application", () => {
  const APP = {
    name: "@team/shop",
    type: "commonjs",
    license: "ISC",
    scripts: { test: "exit 1", generate: "exit 1" },
    dependencies: { zod: "1" },
    devDependencies: { typescript: "4", vitest: "0" },
  };
  const text = `${JSON.stringify(APP, null, "\t")}\n`;

  test("keeps its package.json, and gets a workspace with the scope of its own name", async () => {
    const { manifest, files, added } = await addIn({ "package.json": text });
    expect(files["package.json"]).toMatch(/^\{\n\t"name": "@team\/shop",\n\t"type": "commonjs",\n/);
    expect(manifest).toEqual({
      ...APP,
      workspaces: ["packages/acme"],
      countersign: { providers: "packages", scope: "@team" },
      dependencies: { ...APP.dependencies, "@team/acme": "*" },
      devDependencies: { ...APP.devDependencies, "@countersign/cli": "^1.2.3" },
    });
    expect(added.next).not.toContain("npm test");
  });

  test("does not lend the package its own tools, configuration or scripts", async () => {
    const { files } = await addIn({
      "package.json": text,
      "vitest.config.ts": "",
      "tsconfig.base.json": "{}",
      "turbo.json": "{}",
    });
    const manifest = JSON.parse(files["packages/acme/package.json"] ?? "");
    expect(manifest.scripts.test).toBe("vitest run");
    expect(manifest.license).toBe("ISC");
    expect(Object.keys(manifest.devDependencies)).toHaveLength(4);
    expect(files["packages/acme/tsconfig.json"]).not.toContain("extends");
    expect(files).not.toHaveProperty("packages/acme/turbo.json");
  });

  test("is found from a folder below it", async () => {
    const { added, files } = await addIn({ "package.json": text }, { below: "src/deep" });
    expect(added.workspace).toBe("../..");
    expect(files).toHaveProperty("specs/acme/openapi.yaml");
  });

  test("learns that its own compiler would compile the package too", async () => {
    const files = { "package.json": text, "tsconfig.json": '{ "compilerOptions": {} }' };
    expect((await addIn(files)).added.decisions).toContainEqual({
      file: "tsconfig.json",
      message: expect.stringContaining('Add `"exclude": ["packages"]`'),
    });
    const own = { ...files, "tsconfig.json": '{ "include": ["src"] }' };
    expect((await addIn(own)).added.decisions.map(({ file }) => file)).not.toContain(
      "tsconfig.json",
    );
  });
});

describe("a workspace of somebody else", () => {
  test("changes only where it does not include the package yet", async () => {
    const manifest = { name: "team", workspaces: { packages: ["packages/*"] } };
    const { manifest: after } = await addIn({ "package.json": JSON.stringify(manifest) });
    expect(after).toEqual({
      ...manifest,
      countersign: { providers: "packages", scope: "@team" },
      devDependencies: { "@countersign/cli": "^1.2.3" },
    });
    const apps = { name: "team", workspaces: ["apps/*", "!packages/*"] };
    const { manifest: listed } = await addIn({ "package.json": JSON.stringify(apps) });
    expect(listed.workspaces).toEqual(["apps/*", "!packages/*", "packages/acme"]);
    expect(listed).not.toHaveProperty("dependencies");
  });

  test("is found from one of its packages, and keeps the comments of pnpm-workspace.yaml", async () => {
    const files = {
      "package.json": '{ "name": "team" }',
      "pnpm-workspace.yaml": "# Ours.\npackages:\n  - apps/* # All.\n",
      "apps/web/package.json": '{ "name": "web" }',
    };
    const { added, files: after } = await addIn(files, { below: "apps/web" });
    expect(added.workspace).toBe("../..");
    expect(after["pnpm-workspace.yaml"]).toBe(
      "# Ours.\npackages:\n  - apps/* # All.\n  - packages/acme\n",
    );
    expect(added.next[0]).toBe("pnpm install");
  });

  test("keeps its settings for the second provider, and adds it where the first one is used", async () => {
    const first = await addIn({}, { scope: "@team" });
    const { manifest, added } = await addIn(first.files, { name: "beta" });
    expect(manifest.countersign).toEqual({ providers: "packages", scope: "@team" });
    expect(manifest.workspaces).toEqual(["packages/acme", "packages/beta"]);
    expect(manifest.dependencies).toEqual({ "@team/acme": "*", "@team/beta": "*" });
    expect(added.packageName).toBe("@team/beta");
  });
});

test("a project in a folder of an unrelated workspace or next to a foreign specs folder is its own", async () => {
  const { files, added } = await addIn(
    {
      "specs/notes.txt": "Nothing to do with OpenAPI.",
      "inner/package.json": '{ "name": "inner" }',
      "pnpm-workspace.yaml": "packages: [apps/*]\n",
    },
    { below: "inner" },
  );
  expect(added.workspace).toBe(".");
  expect(files).toHaveProperty("inner/specs/acme/openapi.yaml");
});

describe("the package manager", () => {
  test.for([
    ["named in package.json", { "package.json": '{ "packageManager": "yarn@4.0.0" }' }, "yarn"],
    [
      "named over a lockfile",
      { "package.json": '{ "packageManager": "npm@11.0.0" }', "yarn.lock": "" },
      "npm",
    ],
    ["shown by a lockfile", { "yarn.lock": "" }, "yarn"],
    ["shown by pnpm's lockfile", { "pnpm-lock.yaml": "" }, "pnpm"],
    ["shown by npm's lockfile", { "package-lock.json": "{}" }, "npm"],
  ] as const)("is the one %s", async ([, files, expected]) => {
    const { added } = await addIn(files, { userAgent: expected === "pnpm" ? NPM : PNPM });
    expect(added.next[0]).toBe(`${expected} install`);
  });

  test("is npm if nothing shows one", async () => {
    const { added } = await addIn({}, { userAgent: "bun/1.0.0" });
    expect(added.next[0]).toBe("npm install");
    const yarn = await addIn({ "yarn.lock": "" });
    expect(yarn.added.next).toContain("yarn workspace @app/acme run build");
  });
});

describe("the scope", () => {
  test("can be chosen, and be none", async () => {
    expect((await addIn({}, { scope: "" })).added.packageName).toBe("acme");
    const asked: string[] = [];
    const chooseScope = async (assumed: string) => {
      asked.push(assumed);
      return "@clients";
    };
    const chosen = await addIn({ "package.json": '{ "name": "@team/app" }' }, { chooseScope });
    expect(asked).toEqual(["@team"]);
    expect(chosen.manifest.countersign.scope).toBe("@clients");
    await addIn(chosen.files, { name: "beta", chooseScope });
    expect(asked).toHaveLength(1);
  });

  test.for([
    [{}, "team", '"team" is not a valid scope: it must be an @ and a lower-case name'],
    [{}, "@", '"@" is not a valid scope'],
    [
      { "package.json": '{ "countersign": { "scope": "@team" } }' },
      "@other",
      'The packages of this workspace have the scope "@team".',
    ],
  ] as const)(
    "is refused if it is invalid or another one is recorded",
    async ([files, scope, message]) => {
      const error = await specErrorOf(addIn(files, { scope }));
      expect(error.message).toContain(message);
    },
  );
});
