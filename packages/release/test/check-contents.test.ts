import { expect, it } from "vitest";
import { checkContents, type PackageContents } from "../src/checks/check-contents.ts";
import type { Manifest } from "../src/packing/manifest.ts";

const root = {
  homepage: "https://git.example/team",
  bugs: { url: "https://git.example/team/issues" },
  repository: { url: "git+https://git.example/team.git" },
};
const manifest: Manifest = {
  name: "@team/acme",
  version: "1.0.0",
  description: "Typed client for the Acme API",
  keywords: ["acme", "openapi", "typescript"],
  homepage: "https://git.example/team/tree/main/packages/acme#readme",
  bugs: root.bugs,
  repository: { type: "git", url: root.repository.url, directory: "packages/acme" },
  license: "MIT",
  type: "module",
  engines: { node: ">=20.3" },
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./*": "./dist/x/*.js",
  },
  files: ["dist", "src"],
  dependencies: { "openapi-fetch": "0.17.0", "@team/core": "^1.0.0" },
};
const paths = {
  LICENSE: "MIT",
  "README.md": "# acme",
  "package.json": "{}",
  "dist/index.js": "",
  "dist/x/a.js": "",
  "dist/index.d.ts": "",
  "dist/index.d.ts.map": JSON.stringify({ sources: ["../src/index.ts"] }),
  "src/index.ts": "",
};

function problems(
  changes: Partial<Manifest> = {},
  files: Partial<Record<keyof typeof paths, string | undefined>> = {},
) {
  const contents: PackageContents = {
    manifest: { ...manifest, ...changes },
    files: new Map(
      Object.entries({ ...paths, ...files }).flatMap(([path, text]): [string, Buffer][] =>
        text === undefined ? [] : [[path, Buffer.from(text)]],
      ),
    ),
    directory: "packages/acme",
    isClient: true,
  };
  return checkContents(contents, { root, own: new Set(["@team/core"]) });
}

it("finds no problem in a correct package", () => {
  expect(problems()).toEqual([]);
});

it.each<[string, string, Partial<Manifest>]>([
  ["too few keywords", "`keywords`", { keywords: ["acme"] }],
  ["another licence", "`license`", { license: "UNLICENSED" }],
  ["CommonJS", "`type`", { type: "commonjs" }],
  [
    "another repository",
    "`repository.url`",
    { repository: { url: "https://elsewhere.example", directory: "packages/acme" } },
  ],
  [
    "another folder",
    "`repository.directory`",
    { repository: { ...root.repository, directory: "packages/other" } },
  ],
  ["another homepage", "`homepage`", { homepage: "https://acme.example" }],
  ["no issue tracker", "`bugs.url`", { bugs: {} }],
  ["a short description", "`description`", { description: "acme" }],
  ["no engines", "`engines.node`", { engines: {} }],
  ["an install script", "`postinstall`", { scripts: { postinstall: "node x.js" } }],
  ["another dependency", "must not depend on lodash", { dependencies: { lodash: "4.0.0" } }],
  ["an unresolved range", "workspace:^", { dependencies: { "@team/core": "workspace:^" } }],
  ["a missing program", "./bin/acme.js", { bin: { acme: "./bin/acme.js" } }],
  ["a missing entry", "./openapi.json", { exports: { "./openapi.json": "./openapi.json" } }],
])("finds %s", (_title, message, changes) => {
  expect(problems(changes)).toEqual([expect.stringContaining(message)]);
});

it("finds a manifest without `files`", () => {
  const { files: _, ...open } = manifest;
  expect(
    checkContents(
      {
        manifest: open,
        files: new Map(Object.entries(paths).map(([path, text]) => [path, Buffer.from(text)])),
        directory: "packages/acme",
        isClient: true,
      },
      { root, own: new Set(["@team/core"]) },
    ),
  ).toEqual(["`files` is missing: everything would be published"]);
});

it.each<[string, string, Parameters<typeof problems>[1]]>([
  ["no licence", "LICENSE is missing", { LICENSE: undefined }],
  ["no README", "README.md is missing", { "README.md": undefined }],
  ["no declaration map", "has no declaration map", { "dist/index.d.ts.map": undefined }],
  ["sources that are not packed", "src/index.ts, which is not", { "src/index.ts": undefined }],
  ["nothing behind a pattern", "./dist/x/*.js is declared", { "dist/x/a.js": undefined }],
])("finds %s", (_title, message, files) => {
  expect(problems({}, files)).toEqual([expect.stringContaining(message)]);
});
