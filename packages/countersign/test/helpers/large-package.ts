import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { generate } from "@countersign/codegen/generate";
import {
  type LargeOperation,
  largeDocument,
  largeOperations,
} from "@countersign/testing/large-document";

const run = promisify(execFile);
const repository = join(import.meta.dirname, "../../../..");

/** Compilers by the version of TypeScript. */
export const COMPILERS = {
  "5.9": join(repository, "packages/codegen/node_modules/typescript/bin/tsc"),
  "7.0": join(repository, "node_modules/typescript/bin/tsc"),
} as const;

/** How to call an operation: with the facade or a plain client, by operation or by path. */
export const CALLERS = {
  "facade, by operation": {
    client:
      'import { large } from "large";\nimport { connect } from "countersign";\nconst client = connect(large, {});\n',
    call: ({ id, init }: LargeOperation): string => `client.${id}(${init})`,
  },
  "facade, by path": {
    client:
      'import { large } from "large";\nimport { connect } from "countersign";\nconst client = connect(large, {});\n',
    call: byPath,
  },
  "plain client, by path": {
    client: 'import { createClient } from "large";\nconst client = createClient();\n',
    call: byPath,
  },
  "plain client, by method and path": {
    client: 'import { createClient } from "large";\nconst client = createClient();\n',
    call: ({ path, init }: LargeOperation): string =>
      `client.request("post", ${JSON.stringify(path)}, ${init})`,
  },
  "openapi-fetch's own client": {
    client:
      'import createClient from "openapi-fetch";\nimport type { paths } from "large";\nconst client = createClient<paths>();\n',
    call: byPath,
  },
} as const;

/** What a compiler reports about a program. */
export interface Compilation {
  /** Its errors, one a line; empty if there are none. */
  readonly errors: string;
  readonly instantiations: number;
  readonly checkSeconds: number;
}

/** Generates and builds the package `large` for a document with a number of operations, so that programs in the folder can import it. */
export async function buildLargePackage(folder: string, count: number): Promise<void> {
  const spec = join(folder, "specs/large");
  await writeFileAt(join(spec, "openapi.json"), largeDocument(count));
  const out = join(folder, "node_modules/large");
  await generate({ spec, out });
  await writeJson(join(out, "package.json"), {
    name: "large",
    type: "module",
    exports: { types: "./dist/index.d.ts", default: "./dist/index.js" },
  });
  await writeJson(join(out, "tsconfig.json"), {
    extends: join(repository, "tsconfig.base.json"),
    compilerOptions: { rootDir: "src/generated", outDir: "dist", types: [] },
    include: ["src/generated"],
  });
  const provider = createRequire(
    join(repository, "packages/providers/inklink/package.json"),
  ).resolve("openapi-fetch/package.json");
  await symlink(dirname(provider), join(folder, "node_modules/openapi-fetch"));
  await symlink(join(repository, "packages/countersign"), join(folder, "node_modules/countersign"));
  await writeJson(join(folder, "package.json"), { type: "module" });
  await run(process.execPath, [COMPILERS["7.0"], "-p", out]);
}

/** Returns a program that calls operations, evenly spread over a document with a number of operations. */
export function programOf(caller: keyof typeof CALLERS, count: number, calls: number): string {
  const { client, call } = CALLERS[caller];
  const every = Math.floor(count / calls);
  const called = largeOperations(count)
    .filter((_, index) => index % every === 0)
    .slice(0, calls);
  return `${client}${called.map((each, index) => `export const r${index} = await ${call(each)};\n`).join("")}`;
}

/** Compiles a program in the folder of a large package. */
export async function compile(
  folder: string,
  version: keyof typeof COMPILERS,
  program: string,
): Promise<Compilation> {
  await writeFile(join(folder, "program.ts"), program);
  await writeJson(join(folder, "tsconfig.json"), {
    compilerOptions: {
      strict: true,
      module: "nodenext",
      target: "es2024",
      lib: ["es2024", "dom", "dom.iterable"],
      types: [],
      noEmit: true,
      skipLibCheck: true,
    },
    files: ["program.ts"],
  });
  const args = [COMPILERS[version], "-p", ".", "--extendedDiagnostics"];
  // A compiler that finds errors fails, and still reports on the program.
  const { stdout }: { stdout: string } = await run(process.execPath, args, { cwd: folder }).catch(
    (error) => error,
  );
  const figure = (name: string) =>
    Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(stdout)?.[1]);
  return {
    errors: stdout.slice(0, stdout.search(/^Files:/m)).trim(),
    instantiations: figure("Instantiations"),
    checkSeconds: figure("Check time"),
  };
}

function byPath({ path, init }: LargeOperation): string {
  return `client.POST(${JSON.stringify(path)}, ${init})`;
}

async function writeJson(file: string, content: object): Promise<void> {
  await writeFileAt(file, JSON.stringify(content));
}

async function writeFileAt(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
