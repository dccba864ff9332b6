import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findWorkspace } from "@countersign/spec/workspace";
import { readAll, writeAll } from "@countersign/testing/files";
import { DOCUMENT, specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { generateAll, isGenerated } from "../src/generate/generate-all.ts";

const OTHER = DOCUMENT.replace("listUsers", "listPeople");

/** Writes a workspace with the providers acme and beta, without their packages. */
async function workspaceFolder(): Promise<string> {
  const folder = await writeAll(await temporaryFolder(), {
    "package.json": "{}",
    "specs/acme/openapi.yaml": DOCUMENT,
    "specs/beta/openapi.yaml": OTHER,
    "specs/notes/README.md": "Not a provider.",
  });
  await mkdir(join(folder, "node_modules"));
  return folder;
}

async function run(folder: string, names: string[] = [], check = false) {
  const done: [string, number][] = [];
  for await (const { name, written, removed } of generateAll({
    workspace: findWorkspace(folder),
    names,
    check,
  })) {
    done.push([name, written.length + removed.length]);
  }
  return done;
}

describe("generateAll", () => {
  test("writes each provider's package, and nothing the second time", async () => {
    const folder = await workspaceFolder();
    expect(await run(folder)).toEqual([
      ["acme", 10],
      ["beta", 10],
    ]);
    const files = await readAll(join(folder, "packages"));
    expect(Object.keys(files)).toContain("providers/beta/src/generated/provider.ts");
    expect(await run(folder)).toEqual([
      ["acme", 0],
      ["beta", 0],
    ]);
    expect(await readAll(join(folder, "packages"))).toEqual(files);
  });

  test("generates the given providers, each once", async () => {
    expect(await run(await workspaceFolder(), ["beta", "beta"])).toEqual([["beta", 10]]);
  });

  test("notices a changed spec, and a generated file that was changed or removed", async () => {
    const folder = await workspaceFolder();
    await run(folder);
    await writeFile(join(folder, "specs/acme/openapi.yaml"), OTHER);
    await rm(join(folder, "packages/providers/beta/openapi.json"));
    expect((await run(folder)).map(([, count]) => count > 0)).toEqual([true, true]);
    await writeFile(join(folder, "packages/providers/acme/src/generated/index.ts"), "// mine\n");
    expect(await run(folder, [], true)).toEqual([
      ["acme", 1],
      ["beta", 0],
    ]);
    expect(await run(folder)).toEqual([
      ["acme", 1],
      ["beta", 0],
    ]);
  });

  test("writes the examples if a package's script requests them, or if they exist", async () => {
    const folder = await workspaceFolder();
    const manifest = { scripts: { generate: "countersign generate x --out . --examples" } };
    await writeAll(join(folder, "packages/providers"), {
      "acme/package.json": JSON.stringify(manifest, null, 2),
      "beta/test/own.test.ts": "",
    });
    await run(folder);
    const examples = async () =>
      Object.keys(await readAll(join(folder, "packages/providers")))
        .filter((path) => path.endsWith("examples.ts"))
        .sort();
    expect(await examples()).toEqual(["acme/test/generated/examples.ts"]);
    await writeAll(folder, { "packages/providers/beta/test/generated/examples.ts": "" });
    await run(folder);
    expect(await examples()).toHaveLength(2);
  });

  test("knows which packages are as the last run left them", async () => {
    const folder = await workspaceFolder();
    const current = async () => {
      const workspace = findWorkspace(folder);
      return [await isGenerated(workspace, "acme"), await isGenerated(workspace, "beta")];
    };
    expect(await current()).toEqual([false, false]);
    await run(folder);
    expect(await current()).toEqual([true, true]);
    await writeFile(join(folder, "specs/acme/openapi.yaml"), OTHER);
    await writeFile(join(folder, "packages/providers/beta/openapi.json"), "{}");
    expect(await current()).toEqual([false, false]);
  });

  test("refuses a name without a spec", async () => {
    const error = await specErrorOf(run(await workspaceFolder(), ["notes"]));
    expect(error).toMatchObject({
      message: 'There is no spec called "notes".',
      remedy: "Choose one of: acme, beta.",
    });
  });
});

test("finds specs and packages in the folders that package.json names", async () => {
  const folder = await writeAll(await temporaryFolder(), {
    "package.json": JSON.stringify({
      countersign: { specs: "apis", providers: "clients", scope: "@acme" },
    }),
    "apis/beta/openapi.yaml": DOCUMENT,
    "clients/x/deep/file": "",
  });
  const workspace = findWorkspace(join(folder, "clients/x/deep"));
  expect([workspace.root, workspace.providers]).toEqual([folder, ["beta"]]);
  expect(workspace.packageFolder("beta")).toBe(join(folder, "clients/beta"));
  expect(workspace.packageName("beta")).toBe("@acme/beta");
});
