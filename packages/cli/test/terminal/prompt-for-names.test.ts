import { NO_NAMES, type OpenName } from "@countersign/upkeep/add";
import { expect, test } from "vitest";
import { promptForNames } from "../../src/terminal/prompt-for-names.ts";
import { CLEAR_LINE, ENTER, person } from "../helpers/person.ts";

const OPEN: readonly OpenName[] = [
  { kind: "credential", of: "ApiKeyAuth", assumed: "apiKey" },
  { kind: "credential", of: "Secret", assumed: "secret" },
  { kind: "environment", of: "https://try.acme.example", assumed: "production" },
];

test("an assumed name is accepted with one key or replaced by typing another", async () => {
  const { terminal, shown } = person(
    ENTER,
    CLEAR_LINE,
    "platformSecret",
    ENTER,
    CLEAR_LINE,
    "sandbox",
    ENTER,
  );
  expect(await promptForNames(OPEN, NO_NAMES, terminal)).toEqual({
    credentials: new Map([
      ["ApiKeyAuth", "apiKey"],
      ["Secret", "platformSecret"],
    ]),
    environments: new Map([["https://try.acme.example", "sandbox"]]),
  });
  expect(shown()).toContain("What is the client option for the security scheme ApiKeyAuth called?");
  expect(shown()).toContain("Which environment is the server https://try.acme.example?");
});

test("an invalid or taken name is prompted for again", async () => {
  const { terminal, shown } = person(
    ...[CLEAR_LINE, "api key", ENTER],
    ...[CLEAR_LINE, "apiKey", ENTER],
    ...[CLEAR_LINE, "apiKey", ENTER],
    ...[CLEAR_LINE, "secret", ENTER],
  );
  const { credentials } = await promptForNames(OPEN.slice(0, 2), NO_NAMES, terminal);
  expect([...credentials.values()]).toEqual(["apiKey", "secret"]);
  expect(shown()).toContain('"api key" is not a valid credential name');
  expect(shown()).toContain('"apiKey" is already taken.');
});

test("names given as flags are kept and cannot be used again", async () => {
  const given = { ...NO_NAMES, credentials: new Map([["Other", "secret"]]) };
  const { terminal } = person(ENTER, CLEAR_LINE, "secret2", ENTER);
  const { credentials } = await promptForNames(OPEN.slice(1, 2), given, terminal);
  expect(Object.fromEntries(credentials)).toEqual({ Other: "secret", Secret: "secret2" });
});

test("Ctrl+C cancels", async () => {
  const { terminal } = person("\x03");
  await expect(promptForNames(OPEN, NO_NAMES, terminal)).rejects.toThrow(
    "Cancelled; nothing was written.",
  );
});

test("text from the document cannot control the terminal", async () => {
  const { terminal, shown } = person(ENTER);
  const open: OpenName = { kind: "credential", of: "a\u001b[2J\u202eb", assumed: "apiKey" };
  await promptForNames([open], NO_NAMES, terminal);
  expect(shown()).toContain("scheme a\\u{1b}[2J\\u{202e}b called");
});

test("the key of a signature is called what it is", async () => {
  const { terminal, shown } = person(ENTER);
  const open: OpenName = { kind: "credential", of: "Sign", assumed: "secretKey", isKey: true };
  const { credentials } = await promptForNames([open], NO_NAMES, terminal);
  expect(Object.fromEntries(credentials)).toEqual({ Sign: "secretKey" });
  expect(shown()).toContain("What is the client option for the key of the signature Sign called?");
});
