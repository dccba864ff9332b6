import type { NewChangesetWithCommit, VersionType } from "@changesets/types";
import { expect, it } from "vitest";
import changelog from "../src/repository/changelog.ts";

const note = (summary: string, names: readonly string[] = []): NewChangesetWithCommit => ({
  id: "note",
  summary,
  commit: "0123456789abcdef",
  releases: names.map((name) => ({ name, type: "minor" satisfies VersionType })),
});

const dependency = (name: string, newVersion: string) => ({
  name,
  newVersion,
  oldVersion: "0.1.0",
  type: "minor" as const,
  changesets: [],
  packageJson: { name, version: newVersion },
  dir: "",
});

it("formats a note as an item with its body below, without a commit hash", async () => {
  const line = await changelog.getReleaseLine(
    note("Create a payment link for a user\n\n`createPaymentLink` returns\nthe URL.\n"),
    "minor",
    null,
  );
  expect(line).toBe(
    "- Create a payment link for a user\n\n  `createPaymentLink` returns\n  the URL.",
  );
});

it("formats a note without a body as its title", async () => {
  expect(await changelog.getReleaseLine(note("Call it"), "patch", null)).toBe("- Call it");
});

it("lists the updated dependencies with the titles of their notes", async () => {
  const line = await changelog.getDependencyReleaseLine(
    [note("Call `a`\n\nText.", ["@x/a"]), note("Call both", ["@x/a", "@x/b", "@x/c"])],
    [dependency("@x/a", "0.2.0"), dependency("@x/b", "0.3.0"), dependency("@x/c", "1.0.0")],
    null,
  );
  expect(line).toBe(
    "- Use `@x/a` 0.2.0:\n  - Call `a`\n  - Call both\n- Use `@x/b` 0.3.0, `@x/c` 1.0.0:\n  - Call both",
  );
});

it("writes nothing if no dependency changed", async () => {
  expect(await changelog.getDependencyReleaseLine([], [], null)).toBe("");
});
