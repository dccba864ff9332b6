import { SourceMap } from "node:module";
import { posix } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkContents } from "../src/checks/check-contents.ts";
import { checkWithAttw, checkWithPublint, entryPoints } from "../src/checks/check-resolution.ts";
import { rootFacts } from "../src/checks/placeholders.ts";
import { scanFiles } from "../src/checks/scan-files.ts";
import { publishablePackages } from "../src/packing/publishable-packages.ts";
import { repositoryRoot } from "../src/repository/repository-root.ts";
import { sizeProblem } from "../src/size/size-budgets.ts";
import { sizeReport } from "../src/size/size-report.ts";
import { openAll } from "./helpers/packed.ts";

// Checks each package as a registry would get it.

const names = publishablePackages(repositoryRoot).map(({ name }) => name);
const own = new Set(names);
let all: Awaited<ReturnType<typeof openAll>>;
const opened = (name: string) => {
  const found = all.packages.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} was not packed`);
  return found;
};

beforeAll(async () => {
  all = await openAll();
});
afterAll(() => all.remove());

describe.each(names)("%s", (name) => {
  it("passes publint", async () => {
    expect(await checkWithPublint(opened(name))).toEqual([]);
  });

  it("has types that resolve like its code, for every entry", async () => {
    expect(entryPoints(opened(name))).not.toEqual([]);
    expect(await checkWithAttw(opened(name))).toEqual([]);
  });

  it("has its licence, its README, its URLs and everything that its manifest declares", () => {
    expect(checkContents(opened(name), { root: rootFacts(repositoryRoot), own })).toEqual([]);
  });

  it("contains no secrets and no paths of the machine that packed it", () => {
    expect(scanFiles(opened(name).files)).toEqual([]);
  });

  it("keeps the doc comments of its exports in the declarations", () => {
    const { files } = opened(name);
    // openapi-typescript writes schema.d.ts and puts the document's descriptions on its members.
    const declarations = [...files].filter(([path]) => /^dist\/(?!schema).*\.d\.ts$/.test(path));
    expect(declarations.length).toBeGreaterThan(0);
    expect(
      declarations.flatMap(([path, content]) =>
        undocumented(String(content)).map((line) => `${path}: ${line}`),
      ),
    ).toEqual([]);
  });

  it("has declaration maps that point to the source line of each declaration", () => {
    const { files } = opened(name);
    const jumps = [...files.keys()]
      .filter((path) => path.endsWith(".d.ts"))
      .flatMap((path) => jumpsOf(files, path));
    expect(jumps.length).toBeGreaterThan(0);
    expect(jumps.filter(({ exported, line }) => !line.includes(exported))).toEqual([]);
  });
});

const providers = publishablePackages(repositoryRoot)
  .filter(({ directory }) => directory.startsWith("packages/providers/"))
  .map(({ name }) => name);

it.each(providers)("%s exports its OpenAPI document, bundled and overlaid", (name) => {
  const { files, manifest } = opened(name);
  expect(manifest.exports?.["./openapi.json"]).toBe("./openapi.json");
  const text = String(files.get("openapi.json"));
  const document: { openapi: string; paths: object } = JSON.parse(text);
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(document.paths).length).toBeGreaterThan(0);
  // Bundled: no reference to another file.
  expect(text.match(/"\$ref": ?"(?!#)[^"]*"/g)).toBeNull();
});

it.each(providers)("%s has a README with everything users need to know before a call", (name) => {
  const readme = String(opened(name).files.get("README.md"));
  const headings = [...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "Operations",
    "Environments",
    "Credentials",
    "Errors",
    "Webhooks",
    "Evidence",
    "What is not known",
    "Facts as data",
  ]);
  expect(readme).toContain(`npm install ${name}\n`);
  expect(readme.split("\n").indexOf("```ts")).toBeLessThan(20);
});

it("keeps every package within its size budget", async () => {
  const rows = await sizeReport(repositoryRoot, all.packages);
  expect(rows.filter(({ isOver }) => isOver).map(sizeProblem)).toEqual([]);
});

/** Returns the exported declarations without a doc comment; overloads share one. */
function undocumented(code: string): string[] {
  const pattern = /(.*)\n(export (?:declare )?(?:function|class|const|interface|type) (\w+).*)/g;
  return [...code.matchAll(pattern)]
    .filter(([, before = "", , name]) => {
      const isOverload = before.startsWith(`export declare function ${name}`);
      return !before.trim().endsWith("*/") && !isOverload;
    })
    .map(([, , line = ""]) => line);
}

/** Returns the source line of each exported declaration, as "go to definition" would find it. */
function jumpsOf(files: ReadonlyMap<string, Buffer>, path: string) {
  const map = new SourceMap(JSON.parse(String(files.get(`${path}.map`) ?? '{"mappings":""}')));
  const lines = String(files.get(path)).split("\n");
  return lines.flatMap((text, row) => {
    const [, before = "", exported] =
      /^(export (?:declare )?(?:function|class|const|interface|type) )(\w+)/.exec(text) ?? [];
    if (exported === undefined) return [];
    const entry = map.findEntry(row, before.length);
    if (!("originalSource" in entry)) return [{ path, exported, line: "" }];
    const source = posix.join(posix.dirname(path), entry.originalSource);
    const line = String(files.get(source)).split("\n")[entry.originalLine] ?? "";
    return [{ path, exported, line }];
  });
}
