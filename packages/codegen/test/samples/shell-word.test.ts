import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { NotInShell, type ShellPart, shellWord } from "../../src/samples/shell-word.ts";

/** Returns a word as a shell reads it, byte by byte. */
function readByShell(...parts: readonly ShellPart[]): string {
  const script = `printf '%s.' ${shellWord(...parts)}`;
  const output = execFileSync("sh", ["-c", script], { env: { KEY: "the $key", A: "'a'" } });
  return output.toString("utf8").slice(0, -1);
}

const texts = [
  "",
  "plain/word-1.0",
  "it's",
  "''",
  "\\",
  `$(id) \`id\` $KEY \${KEY} !! !x`,
  '"quoted"',
  "two\nlines\n",
  "\r\t",
  "* ? [a] ~ # ; & | < > ( ) { }",
  "-n",
  "%s %d",
  "José 😀",
];

describe("quotes text so that a shell reads it unchanged", () => {
  test.for(texts)("%j", (text) => {
    expect(readByShell(text)).toBe(text);
  });

  test.for(texts)("%j next to variables", (text) => {
    const parts = [text, { variable: "KEY" }, text, { variable: "A" }, text];
    expect(readByShell(...parts)).toBe(`${text}the $key${text}'a'${text}`);
  });
});

test.for([
  [["POST/a", { variable: "hash" }], '"POST/a$hash"'],
  [[{ variable: "time" }, "_x"], `"\${time}_x"`],
  [["it's ", { variable: "a" }], '"it\'s $a"'],
  [["!", { variable: "a" }], "'!'\"$a\""],
] as const)("writes %j as %s", ([parts, word]) => {
  expect(shellWord(...parts)).toBe(word);
});

test("refuses the null character", () => {
  expect(() => shellWord("a\0b")).toThrow(NotInShell);
});
