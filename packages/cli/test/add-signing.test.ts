import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { readAll } from "@countersign/testing/files";
import { SIGNATURE_PRESETS } from "@countersign/upkeep/add";
import { describe, expect, test } from "vitest";
import { emptyWorkspace } from "../../upkeep/test/add/helpers/workspace.ts";
import { hasTerminal, onTerminal } from "./helpers/on-terminal.ts";
import { runCli } from "./helpers/run-cli.ts";

const DOCUMENT = `openapi: 3.1.0
info: { title: Acme API, version: "1" }
servers: [{ url: https://api.acme.example }]
security: [{ AppToken: [], AppSignature: [] }]
paths:
  /users:
    get: { operationId: listUsers, responses: { "200": { description: The users. } } }
webhooks:
  user.created:
    post: { responses: { "200": { description: Seen. } } }
components:
  securitySchemes:
    AppToken: { type: apiKey, in: header, name: X-App-Token }
    AppSignature: { type: apiKey, in: header, name: X-App-Access-Sig }
`;

const FILES = {
  "acme.yaml": DOCUMENT,
  "sign=ing.yaml": 'algorithm: SHA-512\nmessage: ["{path}", "{body}"]\nencoding: base64\n',
};

describe("how requests and deliveries are signed", () => {
  test("is passed as flags, and then needs no review", async () => {
    const cwd = await emptyWorkspace(FILES);
    const flags = ["--signature", "AppSignature=sumsub:X-App-Access-Ts"];
    const named = ["--credential", "AppSignature=secret", "--credential", "AppToken=appToken"];
    const added = await runCli(["add", "acme", "acme.yaml", ...flags, ...named, "--json"], { cwd });
    expect(added).toMatchObject({ code: 0, stderr: "" });
    expect(added.stdout).not.toMatch(/AppSignature|AppToken/);
    const { "specs/acme/overlay.yaml": overlay } = await readAll(cwd);
    expect(overlay).toContain("        credential: secret\n        algorithm: SHA-256\n");
    expect(overlay).toContain("header: X-App-Access-Ts\n");
  });

  test("can be in a file, relative to the working directory", async () => {
    const cwd = await emptyWorkspace(FILES);
    const flags = ["--signature", "AppSignature=sign=ing.yaml"];
    const webhooks = ["--webhook-signature", "Acme-Signature=stripe"];
    const added = await runCli(["add", "acme", "acme.yaml", ...flags, ...webhooks, "--yes"], {
      cwd,
    });
    expect(added).toMatchObject({ code: 0, stderr: "" });
    const { "specs/acme/overlay.yaml": overlay } = await readAll(cwd);
    expect(overlay).toContain('algorithm: SHA-512\n        message: ["{path}","{body}"]\n');
    expect(overlay).toContain(
      "x-countersign-webhooks:\n        signature:\n          header: Acme-Signature\n",
    );
  });

  test.for([
    [["--signature", "Nope=sumsub"], "Choose one of: AppToken, AppSignature."],
    [["--signature", "AppSignature=nope"], "Choose one of sumsub, paywint, stripe and none"],
    [["--signature", "AppSignature"], "It must have the form key=how."],
    [["--signature", "AppSignature=sumsub"], "as in `sumsub:X-Timestamp`"],
    [["--webhook-signature", "Acme-Signature=paywint"], "Choose stripe, or pass a file"],
    [["--webhook-signature", "Acme Signature=stripe"], "A header name"],
  ] as const)("is rejected if invalid, and nothing is written: %j", async ([flags, message]) => {
    const cwd = await emptyWorkspace(FILES);
    const before = await readAll(cwd);
    const added = await runCli(["add", "acme", "acme.yaml", ...flags], { cwd });
    expect(added).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(message) });
    expect(await readAll(cwd)).toEqual(before);
  });

  test.skipIf(!hasTerminal)("is prompted for on a terminal only, without --yes", async () => {
    const cwd = await emptyWorkspace(FILES);
    const question = "looks like a signature. How is it computed?";
    const run = async (command: string, ...typist: [{ after: string; keys: string }?]) =>
      stripVTControlCharacters(await onTerminal(command, cwd, ...typist));
    expect(await run("add acme acme.yaml --yes")).not.toContain(question);
    const asked = await run("add beta acme.yaml", { after: "computed?", keys: "\u0003" });
    expect(asked).toContain(`X-App-Access-Sig (AppSignature) ${question}`);
    expect(asked).toContain("Cancelled; nothing was written.");
    expect(Object.keys(await readAll(join(cwd, "specs")))).not.toContain("beta/openapi.yaml");
    const flag = "--signature AppSignature=paywint --webhook-signature Acme-Signature=stripe";
    const named = await run(`add beta acme.yaml ${flag}`, { after: "called?", keys: "\u0003" });
    expect(named).not.toContain("computed?");
    expect(named).toContain("the client option for the key of the signature AppSignature called?");
  });

  test("is explained by --help, with examples", async () => {
    const { stdout } = await runCli(["add", "--help"], { cwd: import.meta.dirname });
    expect(stdout).toContain("--signature AppSignature=sumsub");
    expect(stdout).toContain("--webhook-signature Acme-Signature=stripe");
    for (const preset of Object.keys(SIGNATURE_PRESETS)) expect(stdout).toContain(preset);
  });
});
