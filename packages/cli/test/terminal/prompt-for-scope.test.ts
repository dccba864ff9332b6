import { expect, test } from "vitest";
import { promptForScope } from "../../src/terminal/prompt-for-scope.ts";
import { CLEAR_LINE, ENTER, person } from "../helpers/person.ts";

test("the assumed scope is accepted with one key, replaced by typing another, or removed", async () => {
  const accepted = person(ENTER);
  expect(await promptForScope("@shop", accepted.terminal)).toBe("@shop");
  const typed = person(CLEAR_LINE, "team", ENTER, CLEAR_LINE, "@team", ENTER);
  expect(await promptForScope("@shop", typed.terminal)).toBe("@team");
  expect(typed.shown()).toContain('"team" is not a valid scope');
  const none = person(CLEAR_LINE, ENTER);
  expect(await promptForScope("@shop", none.terminal)).toBe("");
});

test("a cancelled prompt for the scope stops the command", async () => {
  await expect(promptForScope("@shop", person("\x03").terminal)).rejects.toThrow("Cancelled");
});
