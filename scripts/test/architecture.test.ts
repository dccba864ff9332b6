import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { cyclesOf, importsBelow, type ModuleImport } from "../architecture/module-imports.ts";
import { drawPackages, type PackageRow, readPackageTable } from "../architecture/package-table.ts";

const root = join(import.meta.dirname, "../..");
const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const rows = readPackageTable(contributing);

const packages = rows.flatMap((row) =>
  globSync(row.name, { cwd: join(root, "packages") }).map((folder) => ({
    ...row,
    folder: folder.replaceAll("\\", "/"),
    imports: importsBelow(join(root, "packages", folder, "src")),
  })),
);

const everyImport = packages.flatMap(({ folder, imports }) =>
  imports.map((each) => ({ ...each, module: `${folder}/src/${each.from}` })),
);

/** Returns the modules that import something matching at run time. */
function importersOf(matches: (specifier: string, names: readonly string[]) => boolean): string[] {
  const importers = everyImport.filter(
    ({ isType, specifier, names }) => !isType && matches(specifier, names),
  );
  return [...new Set(importers.map(({ module }) => module))].sort();
}

describe("the table of packages", () => {
  test("lists exactly the packages that exist", () => {
    const folders = globSync(["packages/*/package.json", "packages/providers/*/package.json"], {
      cwd: root,
    }).map((file) => file.replace(/^packages\/(.*)\/package\.json$/, "$1"));
    expect(packages.map(({ folder }) => folder).sort()).toEqual(folders.sort());
  });

  test.for(packages)("lists exactly the folders of $folder", ({ folder, folders }) => {
    const entries = readdirSync(join(root, "packages", folder, "src"), { withFileTypes: true });
    const present = entries.filter(
      (entry) => entry.isDirectory() && hasModules(folder, entry.name),
    );
    expect(present.map(({ name }) => name).sort()).toEqual([...folders].sort());
  });

  test("matches the diagram (to redraw it: node scripts/draw-packages.ts)", () => {
    expect(contributing).toContain(drawPackages(rows));
  });
});

function hasModules(folder: string, name: string): boolean {
  return globSync(`packages/${folder}/src/${name}/**/*.ts`, { cwd: root }).length > 0;
}

describe.for(packages)("$folder", ({ folder, folders, buildsOn, imports }) => {
  test("has no import cycles among folders", () => {
    expect(cyclesOf(imports)).toEqual([]);
  });

  test("has folders that import only folders before them", () => {
    const upwards = imports.filter(({ from, to }) => to !== undefined && !isDown(from, to));
    expect(upwards.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);

    function isDown(from: string, to: string): boolean {
      const [above, below] = [topFolder(from), topFolder(to)];
      if (above === undefined || above === below) return true;
      return below !== undefined && folders.indexOf(below) < folders.indexOf(above);
    }
  });

  test("imports only packages that the table lists for it", () => {
    const foreign = imports.filter(({ specifier }) => {
      const name = workspacePackage(specifier);
      return name !== undefined && !buildsOn.includes(name);
    });
    expect(foreign.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
  });

  test("declares its imports as dependencies, without devDependencies if it is published", () => {
    const manifest: Record<string, Record<string, string> | boolean> = JSON.parse(
      readFileSync(join(root, "packages", folder, "package.json"), "utf8"),
    );
    const used = new Set(imports.flatMap((each) => packageOf(each) ?? []));
    const isListed = (name: string, field: string): boolean => name in Object(manifest[field]);
    const fields = ["dependencies", ...(manifest.private === true ? ["devDependencies"] : [])];
    const missing = [...used].filter((name) => !fields.some((field) => isListed(name, field)));
    expect(missing).toEqual([]);
  });

  // Turborepo builds only what a manifest lists before it runs a package's tests.
  test("has tests that use only packages that its manifest lists", () => {
    const manifest: Record<string, object> = JSON.parse(
      readFileSync(join(root, "packages", folder, "package.json"), "utf8"),
    );
    const listed = { ...manifest.dependencies, ...manifest.devDependencies };
    const tests = importsBelow(join(root, "packages", folder, "test"));
    const foreign = tests.filter(({ to }) => {
      const other = to === undefined ? undefined : otherPackage(`${folder}/test/${to}`, folder);
      return other !== undefined && !(other in listed);
    });
    expect(foreign.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
  });
});

/** Returns the name of the package that has a file below `packages`; undefined if it is the given folder's. */
function otherPackage(path: string, folder: string): string | undefined {
  const other = /^(providers\/)?[^/]+/.exec(posix.normalize(path))?.[0] ?? "";
  if (other === folder || path.includes("/node_modules/")) return undefined;
  return JSON.parse(readFileSync(join(root, "packages", other, "package.json"), "utf8")).name;
}

// Otherwise a build in the same run as `generate` may use the files of before, and succeed.
test("every package that generates does so before it is built", () => {
  const read = (file: string) => JSON.parse(readFileSync(join(root, "packages", file), "utf8"));
  const generating = packages.filter(
    ({ folder }) => "generate" in Object(read(`${folder}/package.json`).scripts),
  );
  expect(generating.length).toBeGreaterThan(5);
  for (const { folder } of generating) {
    expect(read(`${folder}/turbo.json`).tasks.build.dependsOn).toEqual(["generate", "^build"]);
  }
});

function topFolder(path: string): string | undefined {
  return path.includes("/") ? path.split("/")[0] : undefined;
}

/** Returns the table's name of the package that a specifier imports; undefined if it is not one of ours. */
function workspacePackage(specifier: string): string | undefined {
  const [, name] = /^(?:@countersign\/([\w-]+)|countersign)(?:\/|$)/.exec(specifier) ?? [];
  if (name === undefined) return /^countersign(\/|$)/.test(specifier) ? "countersign" : undefined;
  return existsSync(join(root, "packages/providers", name)) ? "providers/*" : name;
}

/** Returns the package that an import requires; undefined for Node's modules and for files. */
function packageOf({ specifier }: ModuleImport): string | undefined {
  if (/^(\.|node:)/.test(specifier)) return undefined;
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

describe("there is only one", () => {
  const sources = everyModule();
  const modulesWith = (pattern: RegExp): string[] =>
    sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test("list of HTTP methods", () => {
    expect(modulesWith(/"(options|head)",\s*"(head|patch|options)"/)).toEqual([
      "spec/src/openapi/methods.ts",
    ]);
  });

  test("module that reads JSON pointers, except the facade's own", () => {
    expect(modulesWith(/["`]~1["`]/)).toEqual([
      "countersign/src/provider-table/json-pointer.ts",
      "spec/src/json/json-pointer.ts",
    ]);
  });

  test("module that fetches documents", () => {
    const network = /^((node:)?(dgram|dns(\/promises)?|http|http2|https|net|tls)|undici)$/;
    const tools = /^(spec|codegen|upkeep|cli)\//;
    const importers = importersOf((specifier) => network.test(specifier));
    expect(importers.filter((path) => tools.test(path))).toEqual([
      "spec/src/fetch/fetch-text.ts",
      "spec/src/fetch/network.ts",
    ]);
    expect(modulesWith(/\bawait fetch\(/).filter((path) => tools.test(path))).toEqual([
      "spec/src/fetch/fetch-text.ts",
    ]);
  });

  test("module that starts programs, except that of the published tools", () => {
    expect(importersOf((specifier) => specifier === "tinyexec")).toEqual(["process/src/run.ts"]);
    const tools = importersOf((specifier) => /^(node:)?child_process$/.test(specifier));
    expect(tools.filter((path) => !path.startsWith("site/"))).toEqual([
      "upkeep/src/diff/run-program.ts",
    ]);
  });
});

function everyModule(): { path: string; text: string }[] {
  return globSync(["packages/*/src/**/*.ts"], { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/\/src\/(generated|providers)\//.test(path))
    .sort()
    .map((path) => ({
      path: path.replace("packages/", ""),
      text: readFileSync(join(root, path), "utf8"),
    }));
}

describe("a replaceable dependency is behind one module", () => {
  test.for([
    ["openapi-typescript", "codegen/src/schema/emit-schema.ts"],
    ["@clack/prompts", "cli/src/terminal/prompt.ts"],
    ["openapi-sampler", "spec/src/samples/sampled-value.ts"],
  ] as const)("%s is imported by %s only", ([name, module]) => {
    expect(
      importersOf((specifier) => specifier === name || specifier.startsWith(`${name}/`)),
    ).toEqual([module]);
  });
});

test("the compiler is imported only where types are generated and compared, or its configuration is read", () => {
  const importers = importersOf((specifier) => specifier === "typescript");
  const places = importers.map((path) =>
    path === "codegen/src/generate/import-extension.ts" ? path : path.replace(/\/[^/]*$/, ""),
  );
  expect([...new Set(places)]).toEqual([
    "codegen/src/generate/import-extension.ts",
    "codegen/src/schema",
    "upkeep/src/types",
  ]);
});

test("only spec imports Redocly's engine", () => {
  const importers = importersOf((specifier) => specifier === "@redocly/openapi-core");
  expect(importers.filter((path) => !path.startsWith("spec/"))).toEqual([]);
});

test("of the packages that read specs, only codegen's write-files.ts writes to disk", () => {
  const writes = /^(append|copy|cp|create|link|mkdir|open|rename|rm|symlink|truncate|unlink|write)/;
  const isFileSystem = (specifier: string): boolean => /^(node:)?fs(\/|$)/.test(specifier);
  const tools = (path: string): boolean => /^(spec|codegen|upkeep|cli)\//.test(path);
  const writers = importersOf(
    (specifier, names) => isFileSystem(specifier) && names.some((name) => writes.test(name)),
  );
  expect(writers.filter(tools)).toEqual(["codegen/src/write/write-files.ts"]);
  // A namespace or a default import would hide which function is used.
  const hidden = importersOf((specifier, names) => isFileSystem(specifier) && names.length === 0);
  expect(hidden.filter(tools)).toEqual([]);
});

test("emitters import neither file access nor the loading of specs", () => {
  const emitters = everyImport.filter(({ module }) =>
    /^codegen\/src\/(emit|schema)\//.test(module),
  );
  const forbidden = emitters.filter(({ specifier }) => /^node:|\/(load|source)$/.test(specifier));
  expect(forbidden.map(({ module, specifier }) => `${module} imports ${specifier}`)).toEqual([]);
});

test("finds import cycles and reads a row of the table", () => {
  const row: PackageRow = { name: "a", job: "", buildsOn: [], folders: ["low", "high"] };
  const one = { names: [], isType: true, specifier: "../high/b.ts" };
  const imports = [
    { ...one, from: "low/a.ts", to: "high/b.ts" },
    { ...one, from: "high/b.ts", to: "low/a.ts" },
  ];
  expect(cyclesOf(imports)).toEqual([["high", "low"]]);
  expect(
    readPackageTable(`| package | x |\n|---|---|\n| \`a\` | | | \`low\` \`high\` |\n`),
  ).toEqual([row]);
});
