import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ProviderSandboxes,
  startProviderSandboxes,
} from "../../../examples/test/helpers/provider-sandboxes.ts";
import { programsOf, type Snippet } from "../../../examples/test/helpers/snippets.ts";
import { publishablePackages } from "../src/packing/publishable-packages.ts";
import type { Consumer } from "../src/registry/consumer.ts";
import { repositoryRoot } from "../src/repository/repository-root.ts";
import { prepareConsumer } from "./helpers/prepare-consumer.ts";
import { createWorld, type ReleaseWorld, readCopy } from "./helpers/release-world.ts";

// Publishes every package to a registry on this machine, installs each one alone from there into an empty folder,
// and runs the programs of its README.

const packages = publishablePackages(repositoryRoot);
const helpers = new URL("../../../examples/test/helpers/", import.meta.url);
const reroute = fileURLToPath(new URL("reroute.ts", helpers));

let world: ReleaseWorld;
let sandboxes: ProviderSandboxes;
let output = "";

beforeAll(async () => {
  world = await createWorld();
  await world.version();
  const result = await world.release();
  output = `${result.stdout}${result.stderr}`;
});
afterAll(async () => {
  await sandboxes?.close();
  await world[Symbol.asyncDispose]();
});

describe("a release", () => {
  it("publishes every package and tags each version", async () => {
    expect(output).toContain("Released.");
    const versions = publishablePackages(world.copy.root).map(
      (each) => `${each.name}@${each.version}`,
    );
    expect(versions.filter((each) => !each.endsWith("@0.0.0"))).toHaveLength(packages.length);
    expect((await world.tags()).sort()).toEqual(versions.sort());
  });

  it("depends on our packages by version range, and on others by exact version", async () => {
    const { dependencies } = await published(world, "countersign");
    const own = packages.filter(({ directory }) => directory.startsWith("packages/providers/"));
    const ranges = Object.fromEntries(own.map(({ name }) => [name, "^0.1.0"]));
    expect(dependencies).toEqual({ ...ranges, "eventsource-parser": "3.1.1" });
    const provider = await published(world, own[0]?.name ?? "");
    expect(provider.dependencies).toEqual({ "openapi-fetch": "0.17.0" });
  });

  it("writes changelogs with the titles and bodies of the notes, and without commit hashes", async () => {
    const text = await readCopy(world, "packages/countersign/CHANGELOG.md");
    expect(text).toMatch(/^# countersign\n\n## 0\.1\.0\n\n### Minor Changes\n\n- [A-Z]/);
    expect(text).not.toMatch(/- [0-9a-f]{7}: /);
    expect(text).toContain("- Use `@countersign/");
  });

  it("reports that nothing is left to release", async () => {
    const { code, stdout } = await world.release();
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "Nothing to release: every version is tagged.\n",
    });
  });
});

describe.each(packages.map((each) => ({ ...each, title: each.name })))(
  "$title, installed alone",
  ({ name, directory, isClient }) => {
    let consumer: Consumer;
    const snippets = runnableAlone(directory, name);

    beforeAll(async () => {
      consumer = await world.consumer(name);
      const others = await prepareConsumer(consumer, join(repositoryRoot, directory, "README.md"));
      sandboxes = await startProviderSandboxes(others);
    });
    afterAll(() => sandboxes.close());

    it("installs nothing unnecessary", async () => {
      const installed = await installedPackages(consumer.folder);
      expect(installed).toContain(name);
      if (!isClient) return;
      const own = packages.map((each) => each.name);
      const foreign = installed.filter((each) => !own.includes(each));
      // A README may show a program that uses the facade as well. openapi-fetch itself has one dependency, which
      // contains only types.
      expect(foreign).toEqual([
        ...(installed.includes("countersign") ? ["eventsource-parser"] : []),
        "openapi-fetch",
        "openapi-typescript-helpers",
      ]);
    });

    it("compiles in strict mode, including its own declarations", async () => {
      expect(snippets.length).toBeGreaterThan(0);
      const files = snippets.map(({ code }, index) => [`program-${index}.ts`, code]);
      expect(await consumer.typeCheck(Object.fromEntries(files))).toBe("");
    });

    it.each(snippets.map(({ title }, index) => [title, index] as const))(
      "runs the program at %s against the sandbox",
      async (_title, index) => {
        const { code, stdout, stderr } = await consumer.run(`program-${index}.js`, {
          env: sandboxes.environment,
          preload: pathToFileURL(reroute).href,
        });
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        if (snippets[index]?.code.includes("console.log")) {
          expect(stdout.trim()).not.toMatch(/^(undefined)?$/);
        }
      },
    );
  },
);

it("installs and runs the facade with pnpm's strict node_modules", async () => {
  const consumer = await world.consumer("by-pnpm", "pnpm");
  sandboxes = await startProviderSandboxes();
  await consumer.install("countersign");
  const [first] = runnableAlone("packages/countersign", "countersign");
  expect(await consumer.typeCheck({ "program.ts": first?.code ?? "" })).toBe("");
  const { code, stdout, stderr } = await consumer.run("program.js", {
    env: sandboxes.environment,
    preload: pathToFileURL(reroute).href,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trim()).not.toBe("");
});

/** Returns the programs of a README that import only Node's modules, files and the package itself. */
function runnableAlone(directory: string, name: string): Snippet[] {
  const path = `${directory}/README.md`;
  return programsOf(pathToFileURL(repositoryRoot), [path]).filter(({ code }) =>
    [...code.matchAll(/from "([^"]+)"/g)].every(
      ([, from = ""]) =>
        from.startsWith("node:") || from.startsWith("./") || `${from}/`.startsWith(`${name}/`),
    ),
  );
}

async function installedPackages(folder: string): Promise<string[]> {
  const lock = await readFile(join(folder, "package-lock.json"), "utf8");
  const { packages: all }: { packages: Record<string, unknown> } = JSON.parse(lock);
  return Object.keys(all)
    .filter((path) => path.startsWith("node_modules/"))
    .map((path) => path.slice("node_modules/".length))
    .sort();
}

interface Published {
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Returns the manifest of a package's latest version in the registry. */
async function published({ registry }: ReleaseWorld, name: string): Promise<Published> {
  const response = await fetch(new URL(name, registry.ownUrl));
  const packument: { "dist-tags": { latest: string }; versions: Record<string, Published> } =
    await response.json();
  const manifest = packument.versions[packument["dist-tags"].latest];
  if (manifest === undefined) throw new Error(`${name} is not in the registry`);
  return manifest;
}
