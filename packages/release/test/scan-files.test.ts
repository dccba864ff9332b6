import { describe, expect, it } from "vitest";
import { machineStrings, scanFiles } from "../src/checks/scan-files.ts";

const scan = (text: string, path = "dist/a.js") =>
  scanFiles(new Map([[path, Buffer.from(text)]]), new Map());
const messages = (text: string, path?: string) => scan(text, path).map(({ message }) => message);

// Assembled from parts, so that no scanner takes this file for a leak.
const token = (prefix: string, length: number) => prefix + "a1B2".repeat(20).slice(0, length);

describe("finds a secret", () => {
  it.each([
    ["a private key", `-----BEGIN RSA PRIVATE ${"KEY"}-----\nMIIEpAIBAAKCAQEA`],
    ["an npm token", token("npm_", 36)],
    ["a registry token", `//registry.example/:_auth${"Token"}=abcdefgh12345678`],
    ["a GitHub token", token("ghp_", 36)],
    ["an AWS access key", `AKIA${"IOSFODNN7EXAMPLE"}`],
    ["a Google API key", token("AIza", 35)],
    ["a Slack token", token("xoxb-", 24)],
    ["a live payment key", token("sk_live_", 24)],
    ["credentials in a URL", "https://user:secret@registry.example/"],
    ["a JSON Web Token", `${token("eyJ", 20)}.${token("eyJ", 20)}.${token("", 20)}`],
  ])("%s", (message, text) => {
    expect(messages(`const a = 1;\n// ${text}\n`)).toContain(message);
  });

  it("and reports the line without quoting the secret", () => {
    const secret = token("npm_", 36);
    const findings = scan(`\n\n${secret}\n`);
    expect(findings).toEqual([{ path: "dist/a.js", line: 3, message: "an npm token" }]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

describe("finds a machine path", () => {
  it.each([
    "/home/ada/src/a.ts",
    "/Users/ada/src/a.ts",
    "C:\\Users\\ada\\a.ts",
    "C:\\\\Users\\\\ada\\\\a.ts",
    "/root/src/a.ts",
    "/tmp/build-1/a.ts",
    "/private/var/folders/x/a.ts",
    "file:///src/a.ts",
  ])("%s", (path) => {
    expect(scan(`"${path}"`)).toHaveLength(1);
  });

  it.each([
    "GET /users/{id}/home",
    "https://api.example/home/feed/",
    "../root/src/a.ts",
    "packages/root-file.ts",
    "$FOLDER/tmp/a",
    "file://",
  ])("but not in %s", (text) => {
    expect(scan(text)).toEqual([]);
  });

  it("as an absolute path in a source map", () => {
    const map = JSON.stringify({ sources: ["/builds/a.ts"], mappings: "" });
    expect(messages(map, "dist/a.js.map")).toEqual(["an absolute path in a source map"]);
    const relative = JSON.stringify({ sources: ["../src/a.ts"], mappings: "" });
    expect(messages(relative, "dist/a.js.map")).toEqual([]);
  });

  it("as a folder or a secret of this machine", () => {
    const machine = machineStrings("/builds/acme", {
      DEPLOY_TOKEN: "correct-horse-battery",
      SHORT_TOKEN: "abc",
      LANG: "en_GB.UTF-8",
    });
    const texts = ["/builds/acme/src/a.ts", "correct-horse-battery", "abc", "en_GB.UTF-8"];
    const files = new Map(texts.map((text) => [text, Buffer.from(text)]));
    expect(scanFiles(files, machine).map(({ message }) => message)).toEqual([
      "a folder of this machine",
      "the value of $DEPLOY_TOKEN",
    ]);
  });
});

it.each([
  ".env",
  ".npmrc",
  "test/a.test.ts",
  "node_modules/a/index.js",
  "old.tgz",
  "tls.key",
  "tsconfig.tsbuildinfo",
])("finds a file that does not belong in a package: %s", (path) => {
  expect(messages("", path)).toEqual(["does not belong in a package"]);
});
