import { join } from "node:path";
import { type Files, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect, test } from "vitest";
import { stampOf } from "../src/generate/stamp.ts";

const FILES: Files = {
  "generator/dist/emit/a.js": "emit();",
  "generator/package.json": '{ "version": "1.0.0" }',
  "model/dist/model/to-model.js": "toModel();",
  "model/package.json": '{ "version": "1.0.0" }',
  "model/vocabulary.schema.json": "{}",
  "specs/acme/openapi.yaml": "openapi: 3.1.0\n",
  "specs/acme/paths/a.yaml": "get: {}\n",
  "package/src/generated/index.ts": "export {};\n",
  "package/openapi.json": "{}",
  "package/README.md": "# Acme\n",
};

async function stamp(files: Files, examples = false): Promise<string> {
  const folder = await writeAll(await temporaryFolder(), files);
  return stampOf({
    spec: join(folder, "specs/acme"),
    out: join(folder, "package"),
    generator: [join(folder, "generator"), join(folder, "model")],
    examples,
  });
}

test("returns the same stamp for the same spec, generator and package in another folder", async () => {
  expect(await stamp(FILES)).toBe(await stamp({ ...FILES }));
});

test.for(Object.keys(FILES))("returns another stamp if %s changes", async (path) => {
  const changed = await stamp({ ...FILES, [path]: `${FILES[path]} ` });
  const { [path]: _, ...others } = FILES;
  expect(new Set([await stamp(FILES), changed, await stamp(others)]).size).toBe(3);
});

test("returns another stamp if a file is renamed, or with examples", async () => {
  const { "specs/acme/paths/a.yaml": text = "", ...others } = FILES;
  const renamed = await stamp({ ...others, "specs/acme/paths/b.yaml": text });
  expect(new Set([await stamp(FILES), renamed, await stamp(FILES, true)]).size).toBe(3);
});

test("returns another stamp if the package is renamed", async () => {
  const named = (name: string) => ({ ...FILES, "package/package.json": JSON.stringify({ name }) });
  const stamps = [await stamp(FILES), await stamp(named("a")), await stamp(named("b"))];
  expect(new Set(stamps).size).toBe(3);
});

test("ignores files that the generator does not write", async () => {
  const more = { ...FILES, "package/src/index.ts": "mine", "package/package.json": "{}" };
  expect(await stamp(more)).toBe(await stamp(FILES));
});
