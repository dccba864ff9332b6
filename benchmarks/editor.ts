import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { median } from "./median.ts";
import { TsServer } from "./tsserver.ts";

// `pnpm --filter @countersign/benchmarks bench:editor`: measures how long an editor takes while someone types in a call's
// body, in turns with files that use hey-api's client of the same document and Stripe's client. Prints the medians of the
// time to the list of completions and to the file's errors. Installs the peers in a temporary folder.

const ROUNDS = 3;
const KEYSTROKES = 7;
const PEERS = ["stripe@23.1.0", "@hey-api/openapi-ts@0.99.0", "typescript@5.9.3"];

const here = fileURLToPath(new URL(".", import.meta.url));
const work = mkdtempSync(join(here, "tmp-"));

/** Where text is inserted; not part of the program. */
const CURSOR = "/*|*/";

const client = `import { createPersonaClient, verifyPersonaWebhook } from "countersign/persona";
const persona = createPersonaClient({ apiKey: "k" });
`;
const create = `persona.createInquiry({ body: { ${CURSOR} } });\n`;
const byPath = `await persona.GET("/inquiries/{inquiry-id}", { params: { path: { "inquiry-id": "x" } } });\n`;
const webhook = `const event = await verifyPersonaWebhook({ body: "", headers: {} }, { secret: "s" });
if (event.event === "inquiry.approved") console.log(event.body.data);
`;

/** A file, and a name that its completions must have, so that nothing else is measured. */
const FILES: Readonly<Record<string, { readonly text: string; readonly suggests: string }>> = {
  countersign: { text: client + create, suggests: "data" },
  "countersign, with a call by path": { text: client + byPath + create, suggests: "data" },
  "countersign, with a webhook": { text: client + webhook + create, suggests: "data" },
  "countersign, with both": { text: client + byPath + webhook + create, suggests: "data" },
  "hey-api": {
    text: `import { createInquiry } from "./hey-api";\ncreateInquiry({ body: { ${CURSOR} } });\n`,
    suggests: "data",
  },
  stripe: {
    text: `import Stripe from "stripe";
const stripe = new Stripe("k");
stripe.checkout.sessions.create({ ${CURSOR} });
`,
    suggests: "mode",
  },
};

interface Times {
  readonly completions: number[];
  readonly errors: number[];
}

try {
  installPeers();
  const times = new Map(Object.keys(FILES).map((name): [string, Times] => [name, noTimes()]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { text, suggests }] of Object.entries(FILES)) {
      const { completions, errors } = await measured(text, suggests);
      times.get(name)?.completions.push(...completions);
      times.get(name)?.errors.push(...errors);
    }
  }
  console.log(`${"".padEnd(36)}completions   errors`);
  for (const [name, { completions, errors }] of times) {
    console.log(`${name.padEnd(36)}${milliseconds(completions)}   ${milliseconds(errors)}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function installPeers(): void {
  const run = (file: string, args: readonly string[]) =>
    execFileSync(file, args, { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(join(work, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const compilerOptions = {
    module: "preserve",
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    strict: true,
    skipLibCheck: true,
  };
  writeFileSync(join(work, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  run("npm", ["install", "--no-audit", "--no-fund", ...PEERS]);
  const document = join(here, "../packages/providers/persona/openapi.json");
  run("npx", ["openapi-ts", "-i", document, "-o", "hey-api", "--silent"]);
}

function noTimes(): Times {
  return { completions: [], errors: [] };
}

async function measured(program: string, suggests: string): Promise<Times> {
  const [before = "", after = ""] = program.split(CURSOR);
  const file = join(work, "sample.ts");
  writeFileSync(file, before + after);
  const server = new TsServer(file, before + after);
  const lines = before.split("\n");
  const line = lines.length;
  let offset = (lines.at(-1)?.length ?? 0) + 1;
  const times = noTimes();
  const suggested = await server.completions(line, offset);
  if (!suggested.includes(suggests)) throw new Error(`not suggested in:\n${program}${suggested}`);
  await server.errors();
  for (const letter of "abcdefghijklmnop".slice(0, KEYSTROKES)) {
    server.insert(line, offset, letter);
    offset += 1;
    times.completions.push(await timed(() => server.completions(line, offset)));
    times.errors.push(await timed(() => server.errors()));
  }
  server.close();
  return times;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function milliseconds(times: readonly number[]): string {
  return `${median(times).toFixed(0).padStart(8)} ms`;
}
