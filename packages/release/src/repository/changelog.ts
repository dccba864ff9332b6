import type { ChangelogFunctions } from "@changesets/types";

// Formats the changelogs that `changeset version` writes; .changeset/config.json names this file.

/** Returns a note's title as a list item, with its body below. Commit hashes mean nothing to users. */
const getReleaseLine: ChangelogFunctions["getReleaseLine"] = async ({ summary }) => {
  const [title = "", ...lines] = summary.trim().split("\n");
  const body = lines.map((line) => (line.trim() === "" ? "" : `  ${line.trimEnd()}`)).join("\n");
  return `- ${title.trim()}${body === "" ? "" : `\n${body}`}`;
};

/** Returns the released dependencies with the titles of their notes, grouped by equal notes. */
const getDependencyReleaseLine: ChangelogFunctions["getDependencyReleaseLine"] = async (
  changesets,
  dependencies,
) => {
  const byNotes = Map.groupBy(dependencies, ({ name }) =>
    changesets
      .filter(({ releases }) => releases.some((release) => release.name === name))
      .map(({ summary }) => `\n  - ${summary.trim().split("\n")[0]?.trim()}`)
      .join(""),
  );
  return [...byNotes]
    .map(([notes, group]) => {
      const names = group.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`).join(", ");
      return `- Use ${names}${notes === "" ? "" : ":"}${notes}`;
    })
    .join("\n");
};

const changelog: ChangelogFunctions = { getReleaseLine, getDependencyReleaseLine };
export default changelog;
