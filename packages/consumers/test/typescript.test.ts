import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject, it } from "vitest";
import { runLimited } from "../src/run-limited.ts";
import { TYPESCRIPT_VERSIONS, tool } from "../src/tools.ts";

const folder = inject("consumer");

/** The strictest checks, also of the declarations that are imported. */
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

/** Whose globals a project has: those of browsers, or Node's alone. The sandbox runs on Node. */
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
    "users' programs compile and their mistakes do not, by moduleResolution %s",
    async ([name, resolution]) => {
      const compilerOptions = { ...STRICT, ...resolution, ...BROWSER };
      await typecheck(version, name, { compilerOptions, files: PROGRAMS });
    },
  );

  it("they compile without the types of browsers, and so does a test with the sandbox", async () => {
    const compilerOptions = { ...STRICT, ...RESOLUTIONS.nodenext, ...NODE };
    const files = [...PROGRAMS, "types/sandbox.ts"];
    await typecheck(version, "node", { compilerOptions, files });
  });
});
