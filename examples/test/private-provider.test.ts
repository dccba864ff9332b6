import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseText } from "@countersign/spec/source";
import { beforeAll, describe, expect, test } from "vitest";
import { type PrivateWorkspace, privateWorkspace } from "./helpers/private-workspace.ts";
import { snippetsOf } from "./helpers/snippets.ts";

// The section on private APIs of docs/add-a-provider.md, followed word by word in a workspace of its own.

const guide = new URL("../../docs/add-a-provider.md", import.meta.url);
const section = readFileSync(guide, "utf8").split("\n## A private API that signs requests\n");
const first = section[0]?.split("\n").length ?? 0;
const blocks = snippetsOf(guide, "add-a-provider.md").filter(({ title }) => {
  return Number(title.split(":")[1]) > first;
});
const [security, declared, replacement, removals] = blocks
  .filter(({ language }) => language === "yaml")
  .map(({ code }) => code);
const [command] = blocks.filter(({ language }) => language === "sh").map(({ code }) => code.trim());
const program = blocks.find(({ language }) => language === "typescript");

const DOCUMENT = `openapi: 3.0.3
info: { title: Acme Verification API, version: "1" }
servers: [{ url: https://api.acme.example, description: Production }]
paths:
  /applicants/{id}:
    get:
      operationId: getApplicant
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: The applicant.
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
  /applicants:
    post:
      operationId: createApplicant
      parameters: [{ name: levelName, in: query, required: true, schema: { type: string } }]
      requestBody:
        content: { application/json: { schema: { type: object, properties: { externalUserId: { type: string } } } } }
      responses:
        "201":
          description: The new applicant.
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
${security}`;

const folder = "packages/providers/acme";
const read = (workspace: PrivateWorkspace, path: string) =>
  readFile(join(workspace.folder, path), "utf8");

/** Runs the checks of a package, as its scripts do. */
async function check(workspace: PrivateWorkspace): Promise<string> {
  await workspace.build("acme");
  await workspace.run(["tsc", "-p", "tsconfig.json"], folder);
  return workspace.run(["vitest", "run", "--root", ".", "--reporter", "dot"], folder);
}

function actionsOf(overlay: string): readonly unknown[] {
  const { parsed } = parseText(overlay, "overlay.yaml");
  return (parsed as { actions: readonly unknown[] }).actions;
}

const listed = (code = ""): readonly unknown[] => actionsOf(`actions:\n${code}`);

describe("a private API added with its signature", () => {
  let workspace: PrivateWorkspace;

  beforeAll(async () => {
    workspace = await privateWorkspace("private-api", { "acme-openapi.yaml": DOCUMENT });
    await workspace.run(command?.split(" ").slice(1) ?? []);
  });

  test("has the overlay that the guide shows", async () => {
    const overlay = await read(workspace, "specs/acme/overlay.yaml");
    expect(actionsOf(overlay)).toEqual(expect.arrayContaining([...listed(declared)]));
    expect(listed(declared)).toHaveLength(3);
  });

  test("has a README and credentials that name the key, and never the signature", async () => {
    const readme = await read(workspace, `${folder}/README.md`);
    expect(readme).toContain('  secretKey: process.env.ACME_SECRET_KEY ?? "",\n');
    expect(readme).not.toMatch(/ACME_APP_SIGNATURE|ACME_APP_TIMESTAMP|appTimestamp|appSignature/);
    const table = await read(workspace, `${folder}/src/generated/provider.ts`);
    expect(table).toContain('requiredCredentials: ["appToken", "secretKey"]');
  });

  test("passes its checks, and its calls are signed", async () => {
    expect(await check(workspace)).toMatch(/Tests +2 passed/);
    const readme = await read(workspace, `${folder}/README.md`);
    const [, call = ""] = /^```typescript\n(.*?)^```$/ms.exec(readme) ?? [];
    const config = {
      extends: "../../test/tsconfig.snippets.json",
      compilerOptions: { rootDir: ".", outDir: "out" },
      include: [],
      files: ["guide.ts", "readme.ts"],
    };
    await writeFile(join(workspace.folder, "tsconfig.json"), JSON.stringify(config));
    await writeFile(join(workspace.folder, "guide.ts"), program?.code ?? "");
    await writeFile(join(workspace.folder, "readme.ts"), call);
    await workspace.run(["tsc", "-p", "tsconfig.json"]);
    const printed = await workspace.run([process.execPath, "out/guide.js"]);
    expect(printed).toBe(program?.output);
    expect(printed).toBe("true\n");
  });
});

test("a private API whose signature is declared later passes its checks, and its README follows", async () => {
  const workspace = await privateWorkspace("private-api-later", { "acme-openapi.yaml": DOCUMENT });
  await workspace.run(["countersign", "add", "acme", "acme-openapi.yaml"]);
  expect(await read(workspace, `${folder}/README.md`)).toContain("ACME_APP_SIGNATURE");
  const overlay = await read(workspace, "specs/acme/overlay.yaml");
  const indented = (code = "") => code.replace(/^(?=.)/gm, "  ");
  const named = /^ {2}- target: \$\.components\.securitySchemes\.AppSignature\n( {4}.*\n)+/m;
  const changed = overlay.replace(named, () => indented(replacement)) + indented(removals);
  expect(listed(removals)).toHaveLength(3);
  await writeFile(join(workspace.folder, "specs/acme/overlay.yaml"), changed);
  await workspace.run(["countersign", "generate"]);
  const readme = await read(workspace, `${folder}/README.md`);
  expect(readme).toContain('  secretKey: process.env.ACME_SECRET_KEY ?? "",\n');
  expect(readme).not.toMatch(/ACME_APP_SIGNATURE|ACME_APP_TIMESTAMP|`appTimestamp`|`appSignature`/);
  expect(await check(workspace)).toMatch(/Tests +2 passed/);
});
