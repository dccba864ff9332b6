import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { bundlers } from "../src/bundle.ts";
import { type Part, parts, partsOf } from "../src/parts.ts";

const folder = inject("consumer");

/** What a user imports, the parts that the bundle then contains, and its maximum size relative to the whole facade. */
const cases: readonly [code: string, contents: readonly Part[], share: number][] = [
  [`export { verifyWebhook } from "countersign";`, ["verification of webhooks"], 0.35],
  [`export { signWebhook } from "countersign";`, ["signing of webhooks"], 0.25],
  [`export { HttpError } from "countersign";`, [], 0.05],
  [
    `export { createInklinkClient } from "countersign/inklink";`,
    ["client", "pagination by cursor", "Inklink's operations"],
    0.75,
  ],
  [
    `export { createPaywintClient } from "countersign/paywint";`,
    ["client", "signing of requests", "Paywint's operations"],
    1,
  ],
  [`export { createP100Client } from "countersign/p100";`, ["client", "forms"], 0.75],
  [
    `export { verifyPersonaWebhook } from "countersign/persona";`,
    ["verification of webhooks"],
    0.5,
  ],
  [`export { createClient } from "@countersign/qash";`, ["openapi-fetch"], 0.35],
  [`export { personaWebhooks } from "@countersign/persona";`, [], 0.25],
];

describe.for(Object.entries(bundlers))("%s", ([name, bundle]) => {
  let wholeSize: number;

  async function bundled(title: string, code: string): Promise<string> {
    const entry = `entries/${title}.js`;
    await writeFile(join(folder, entry), code);
    return readFile(await bundle({ folder, entry, out: `shaken-${name}-${title}` }), "utf8");
  }

  beforeAll(async () => {
    await mkdir(join(folder, "entries"), { recursive: true });
    wholeSize = (await bundled("facade", `export * from "countersign";`)).length;
  });

  it("finds every part in a bundle of everything", async () => {
    const modules = ["countersign", "@countersign/qash"];
    const entries = ["inklink", "p100", "paywint", "persona", "qash"];
    modules.push(...entries.map((entry) => `countersign/${entry}`));
    const code = modules.map((module, index) => `export * as m${index} from "${module}";`);
    const bundle = await bundled("everything", code.join("\n"));
    expect(partsOf(bundle)).toEqual(Object.keys(parts));
  });

  it.for(cases.map(([code, contents, share], index) => ({ code, contents, share, index })))(
    "contains only what it needs for: $code",
    async ({ code, contents, share, index }) => {
      const output = await bundled(`case-${index}`, code);
      expect(partsOf(output)).toEqual(contents);
      expect(output.length / wholeSize).toBeLessThan(share);
    },
  );

  it("drops modules that are imported only for side effects, because they have none", async () => {
    const modules = ["countersign", "countersign/persona", "@countersign/persona"];
    const code = modules.map((module) => `import "${module}";`).join("\n");
    expect((await bundled("nothing", code)).trim().length).toBeLessThan(20);
  });
});
