import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject, it } from "vitest";
import { runLimited } from "../src/run-limited.ts";
import { TYPESCRIPT_VERSIONS, tool } from "../src/tools.ts";

const folder = inject("consumer");

/** The strictest checks, including the imported declarations. */
const STRICT = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
};

const RESOLUTIONS = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

const PROGRAMS = ["types/facade.ts", "types/webhooks.ts", "types/providers.ts"];

/** Globals of a project: those of browsers, or only Node's. The sandbox needs Node. */
const BROWSER = { lib: ["es2022", "dom", "dom.iterable"], types: [] };
const NODE = { lib: ["es2022"], types: ["node"] };

async function typecheck(version: string, name: string, project: object): Promise<void> {
  const config = `tsconfig.${version}.${name}.json`;
  await writeFile(join(folder, config), JSON.stringify(project));
  const args = [tool(`typescript-${version}/bin/tsc`), "-p", config];
  await runLimited(process.execPath, args, { cwd: folder });
}

describe.for(TYPESCRIPT_VERSIONS)("with TypeScript %s", (version) => {
  it.for(Object.entries(RESOLUTIONS))(
    "compiles users' programs but not their mistakes, with moduleResolution %s",
    async ([name, resolution]) => {
      const compilerOptions = { ...STRICT, ...resolution, ...BROWSER };
      await typecheck(version, name, { compilerOptions, files: PROGRAMS });
    },
  );

  it("compiles the programs and a sandbox test without browser types", async () => {
    const compilerOptions = { ...STRICT, ...RESOLUTIONS.nodenext, ...NODE };
    const files = [...PROGRAMS, "types/sandbox.ts"];
    await typecheck(version, "node", { compilerOptions, files });
  });
});
