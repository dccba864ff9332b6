import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import paywint from "countersign/vectors/paywint" with { type: "json" };
import personaWebhooks from "countersign/vectors/persona-webhooks" with { type: "json" };
import standardWebhooks from "countersign/vectors/standard-webhooks" with { type: "json" };
import { describe, expect, it, onTestFinished } from "vitest";
import { runShell, startCommand } from "./helpers/run-shell.ts";
import { type Snippet, snippetsOf } from "./helpers/snippets.ts";

const docs = new URL("../../docs/", import.meta.url);
const cwd = fileURLToPath(new URL("..", import.meta.url));

const add =
  "packages/cli/test/add-a-provider.test.ts runs those of the guide's lines that need no registry";
const signed = "private-provider.test.ts runs it, and the rest of its section";
const sync = "packages/cli/test/maintainers-day.test.ts runs these lines exactly";
const release =
  "packages/release/test-release runs the commands; each of them is a whole test run or build";
const proxies = "proxies.test.ts runs a program with these variables";
const install = "it needs a registry that has the packages; the workspace has them installed";
/** Blocks that are not executed here, by first line, with the reason. */
const notExecuted = new Map([
  ["npm install countersign", install],
  ["npx countersign add acme ./acme-openapi.yaml", add],
  ["pnpm install", add],
  [
    "npx countersign add acme ./acme-openapi.yaml --signature AppSignature=sumsub --credential AppSignature=secretKey",
    signed,
  ],
  ["npx countersign sync acme", sync],
  [
    "export NODE_USE_ENV_PROXY=1 HTTPS_PROXY=http://proxy.example:3128 NODE_EXTRA_CA_CERTS=company-ca.pem",
    proxies,
  ],
  [
    "pnpm release check      # everything up to publishing, and a table of what would be released",
    release,
  ],
]);

const blocks = readdirSync(docs)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => snippetsOf(new URL(name, docs), name))
  .filter(({ language }) => language === "sh");
const firstLines = blocks.map(({ code }) => code.split("\n")[0] ?? "");
const executed: readonly Snippet[] = blocks.filter(
  (_, index) => !notExecuted.has(firstLines[index] ?? ""),
);

const inGuide = (name: string) => executed.filter(({ title }) => title.startsWith(`${name}:`));

it("executes every block that is not excluded", () => {
  const guides = ["authentication-and-signing.md", "testing-with-the-sandbox.md"];
  expect(guides.flatMap(inGuide)).toEqual(executed);
});

it("excludes only blocks that are in a guide", () => {
  expect([...notExecuted.keys()].filter((line) => !firstLines.includes(line))).toEqual([]);
});

describe("the shell lines of docs/authentication-and-signing.md", () => {
  const own = inGuide("authentication-and-signing.md");

  it("print the output shown below them, including intermediate values", async () => {
    const printed = await runShell(own, { cwd });
    const shown = own.map(({ title, output }) => `${title}\n${output}`);
    expect(own.map(({ title }, index) => `${title}\n${printed[index]}`)).toEqual(shown);
  });

  it("show the canonical strings and signatures of the vectors", () => {
    const shown = own.map(({ output }) => output).join("");
    const cases = [
      ...paywint.cases.filter(({ name }) => /^PW-(1A|1B|3|4)$/.test(name)),
      ...standardWebhooks.cases.slice(0, 1),
      ...personaWebhooks.cases.slice(0, 1),
    ];
    const signatures = cases.map(({ headers }) => Object.values<string>(headers).at(-1));
    expect(signatures).toHaveLength(6);
    const shownSignatures = signatures.map((value = "") => value.replace(/^.*v1[,=]/, ""));
    for (const signature of shownSignatures) expect(shown).toContain(`${signature}\n`);
    expect(shown).toContain(`${paywint.cases.find(({ name }) => name === "PW-4")?.canonical}\n`);
  });
});

it("starts a sandbox and calls it with the shell lines of docs/testing-with-the-sandbox.md", async () => {
  const [start, ...calls] = inGuide("testing-with-the-sandbox.md");
  // On a free port, because 4010 may be in use.
  const command = start?.code.replace("4010", "0") ?? "";
  const sandbox = await startCommand(command, { cwd, ready: /Ready\./ });
  onTestFinished(() => sandbox.stop());
  const [, port = ""] = /127\.0\.0\.1:(\d+)/.exec(sandbox.printed) ?? [];
  expect(sandbox.printed.replaceAll(port, "4010")).toBe(start?.output);
  const printed = await runShell(calls, { cwd, rewrite: (code) => code.replaceAll("4010", port) });
  expect(printed.map((text) => `${text}\n`)).toEqual(calls.map(({ output }) => output));
});
