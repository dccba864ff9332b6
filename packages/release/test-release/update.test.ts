import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Consumer } from "../src/registry/consumer.ts";
import { createWorld, type ReleaseWorld, readCopy } from "./helpers/release-world.ts";

// A provider adds a field: its users get it with `npm update`, and users of other providers notice nothing.

const CHANGED = "@countersign/inklink";
const UNCHANGED = "@countersign/qash";
const PROGRAM = {
  "program.ts": `import type { components } from "${CHANGED}";

const total: components["schemas"]["Page"]["total_count"] = 12;
console.log(total);
`,
};

let world: ReleaseWorld;
let alone: Consumer;
let withFacade: Consumer;

beforeAll(async () => {
  world = await createWorld();
  // From 1.0.0 on, `^` accepts minor versions; before, each minor version is out of range.
  const majors = world.packages.map(({ name }): [string, string] => [name, "major"]);
  await world.note("first-stable", Object.fromEntries(majors), "Rely on stable versions");
  await world.version();
  expect(await world.release()).toMatchObject({ code: 0 });
  alone = await world.consumer("alone");
  await alone.install(CHANGED, UNCHANGED);
  withFacade = await world.consumer("with-facade");
  await withFacade.install("countersign");
});
afterAll(() => world[Symbol.asyncDispose]());

it("does not compile with a field that no version has yet", async () => {
  expect(await alone.typeCheck(PROGRAM)).toContain("total_count");
});

it("turns a changed spec into a note with the right bump, a version and a release of it and of the facade", async () => {
  const page = join(world.copy.root, "specs/inklink/schemas/page.yaml");
  const property =
    "    total_count:\n      description: Total number of items.\n      type: integer\n";
  await writeFile(page, `${await readFile(page, "utf8")}${property}`);
  await world.copy.run("pnpm", ["exec", "countersign", "generate", "inklink"]);
  await world.copy.run("pnpm", ["exec", "countersign", "changeset", "inklink"]);
  expect(await readCopy(world, ".changeset/spec-inklink.md")).toContain(
    `"${CHANGED}": minor\n"countersign": minor\n`,
  );
  await world.copy.run("pnpm", ["generate"]);
  await world.copy.commit("Follow Inklink's new field");
  await world.version();
  const before = await world.tags();
  const { code, stdout } = await world.release();
  expect({ code, stdout }).toMatchObject({ code: 0 });
  const added = (await world.tags()).filter((tag) => !before.includes(tag));
  expect(added.sort()).toEqual([`${CHANGED}@1.1.0`, "countersign@1.1.0"]);
  expect(await readCopy(world, "packages/providers/inklink/CHANGELOG.md")).toContain("total_count");
});

it("installs the new types with `npm update`, and leaves other packages unchanged", async () => {
  await alone.manage("update");
  expect(await alone.typeCheck(PROGRAM)).toBe("");
  expect(await versionOf(alone, CHANGED)).toBe("1.1.0");
  expect(await versionOf(alone, UNCHANGED)).toBe("1.0.0");
});

it("updates users of the facade too, with the same note in its changelog", async () => {
  await withFacade.manage("update");
  expect(await versionOf(withFacade, CHANGED)).toBe("1.1.0");
  expect(await versionOf(withFacade, UNCHANGED)).toBe("1.0.0");
  expect(await versionOf(withFacade, "countersign")).toBe("1.1.0");
  expect(await readCopy(world, "packages/countersign/CHANGELOG.md")).toContain("total_count");
  expect(await withFacade.typeCheck(PROGRAM)).toBe("");
});

it("does not pass on a provider's breaking change to the facade's users as a patch or a minor version", async () => {
  const page = join(world.copy.root, "specs/inklink/schemas/page.yaml");
  const text = await readFile(page, "utf8");
  await writeFile(page, text.replace("    total_count:", "    total:"));
  await world.copy.run("pnpm", ["exec", "countersign", "generate", "inklink"]);
  await world.copy.run("pnpm", ["exec", "countersign", "changeset", "inklink"]);
  await world.copy.run("pnpm", ["generate"]);
  await world.copy.commit("Follow Inklink's renamed field");
  await world.version();
  const { code, stdout } = await world.release();
  expect({ code, stdout }).toMatchObject({ code: 0 });
  const facade = JSON.parse(await readCopy(world, "packages/countersign/package.json"));
  expect(facade.version).toBe("2.0.0");
  await withFacade.manage("update");
  expect(await versionOf(withFacade, "countersign")).toBe("1.1.0");
  expect(await versionOf(withFacade, CHANGED)).toBe("1.1.0");
  expect(await withFacade.typeCheck(PROGRAM)).toBe("");
  await withFacade.install("countersign@latest");
  expect(await versionOf(withFacade, CHANGED)).toBe("2.0.0");
});

async function versionOf({ folder }: Consumer, name: string): Promise<string> {
  const json = await readFile(join(folder, "node_modules", name, "package.json"), "utf8");
  return JSON.parse(json).version;
}
