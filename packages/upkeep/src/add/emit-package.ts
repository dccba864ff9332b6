import type { EmittedFile } from "@countersign/codegen/write";
import type { Model } from "@countersign/spec/model";
import { toLine } from "@countersign/spec/problem";
import { emitClientTest } from "./emit-client-test.ts";
import { emitReadme } from "./emit-readme.ts";
import { formattedJsonList } from "./format-code.ts";
import type { WorkspaceForm } from "./workspace-form.ts";

/** What a new package's files depend on, apart from the model. */
export interface PackagePlan {
  /** Name of the package: `@countersign/acme`. */
  readonly packageName: string;
  /** Path from the root to the spec folder: `specs/acme`. */
  readonly specPath: string;
  readonly form: WorkspaceForm;
  /** URL of the document, if it was fetched. */
  readonly documentUrl: string | undefined;
  /** The facade's name and its path from the package, if the workspace has a facade. */
  readonly facade: { readonly name: string; readonly path: string } | undefined;
}

/** Returns the files of a new provider package that are written once and then maintained by hand. */
export function emitPackage(model: Model, plan: PackagePlan): EmittedFile[] {
  return [
    { path: "package.json", text: manifest(model, plan) },
    ...(plan.form.hasTurbo ? [{ path: "turbo.json", text: turbo(plan) }] : []),
    { path: "tsconfig.json", text: checkConfig(plan.form) },
    { path: "tsconfig.build.json", text: buildConfig(plan.form) },
    emitReadme(model, plan),
    emitClientTest(model),
  ];
}

function manifest({ title, name }: Model, { packageName, specPath, form }: PackagePlan): string {
  const spec = `${form.toRoot}/${specPath}`;
  const generate = `countersign generate ${spec} --out .`;
  const test = form.hasVitestConfig
    ? `vitest run --root ${form.toRoot} --project ${packageName}`
    : "vitest run";
  return `${JSON.stringify(
    {
      name: packageName,
      version: "0.0.0",
      ...(!form.isPublished && { private: true }),
      description: `Typed client for the ${titleOf(title)}, generated from its OpenAPI document`,
      keywords: [name, "openapi", "api-client", "typescript"],
      ...urlFields(form),
      ...(form.license !== undefined && { license: form.license }),
      type: "module",
      sideEffects: false,
      engines: { node: ">=20.3" },
      exports: {
        ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
        "./types": {
          types: "./dist/types.d.ts",
          default: "./dist/types.js",
        },
        "./openapi.json": "./openapi.json",
        "./package.json": "./package.json",
      },
      files: ["dist", "src", "openapi.json"],
      scripts: {
        "lint:spec": `countersign lint ${spec}`,
        generate,
        "generate:check": `${generate} --check`,
        ...(form.toSite !== undefined && {
          "docs:reference": `node ${form.toSite}/src/cli/main.ts reference`,
        }),
        build: "tsc -p tsconfig.build.json",
        typecheck: "tsc -p tsconfig.json",
        test,
      },
      dependencies: { "openapi-fetch": form.fetchVersion },
      devDependencies: { "@countersign/cli": form.toolVersion, ...form.missingTools },
    },
    null,
    2,
  )}\n`;
}

/** Points a registry's page at the package's own folder, in the form that GitHub and GitLab understand. */
function urlFields({ urls: { homepage, bugs, repository }, directory }: WorkspaceForm): object {
  return {
    ...(homepage && { homepage: `${homepage.replace(/\/$/, "")}/tree/main/${directory}#readme` }),
    ...(bugs && { bugs: { url: bugs } }),
    ...(repository && { repository: { type: "git", url: repository, directory } }),
  };
}

/** Returns a title that can follow "the" in a sentence. */
function titleOf(title: string): string {
  return toLine(title.trim()).replace(/^the\s+/i, "");
}

function turbo({ specPath }: PackagePlan): string {
  const spec = `$TURBO_ROOT$/${specPath}/**`;
  const rules = ["$TURBO_ROOT$/redocly.yaml", "$TURBO_ROOT$/.redocly.lint-ignore.yaml"];
  const generate = formattedJsonList('      "inputs": ', ["$TURBO_DEFAULT$", spec]);
  return `{
  "extends": ["//"],
  "tasks": {
    "build": {
      "dependsOn": ["generate", "^build"]
    },
    "lint:spec": {
${formattedJsonList('      "inputs": ', [spec, ...rules])}
    },
    "generate": {
${generate}
    },
    "generate:check": {
${generate}
    }
  }
}
`;
}

/** The options of this repository's `tsconfig.base.json`, for workspaces without one. */
const BASE_OPTIONS = {
  target: "es2022",
  module: "nodenext",
  lib: ["es2022", "dom", "dom.iterable"],
  strict: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  rewriteRelativeImportExtensions: true,
};

function checkConfig(form: WorkspaceForm): string {
  if (!form.hasBaseConfig) {
    return json({
      compilerOptions: { ...BASE_OPTIONS, noEmit: true, types: ["node"], skipLibCheck: true },
      include: ["src", "test"],
    });
  }
  return `{
  "extends": "${form.toRoot}/tsconfig.base.json",
  "compilerOptions": {
    "noEmit": true,
    "isolatedDeclarations": false,
    "declaration": false,
    "declarationMap": false,
    "types": ["node"],
    "skipLibCheck": true
  },
  "include": ["src", "test"]
}
`;
}

function buildConfig(form: WorkspaceForm): string {
  if (!form.hasBaseConfig) {
    return json({
      compilerOptions: {
        ...BASE_OPTIONS,
        types: [],
        declaration: true,
        rootDir: "src/generated",
        outDir: "dist",
      },
      include: ["src/generated"],
    });
  }
  return `{
  "extends": "${form.toRoot}/tsconfig.base.json",
  "compilerOptions": {
    "rootDir": "src/generated",
    "outDir": "dist"
  },
  "include": ["src/generated"]
}
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
