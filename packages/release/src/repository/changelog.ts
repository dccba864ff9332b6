import type { ChangelogFunctions } from "@changesets/types";

// What `changeset version` writes into the changelogs; .changeset/config.json names this file.

/** The note's title as the item, its text below, and no hash of a commit: it is read by users. */
const getReleaseLine: ChangelogFunctions["getReleaseLine"] = async ({ summary }) => {
  const [title = "", ...text] = summary.trim().split("\n");
  const body = text.map((line) => (line.trim() === "" ? "" : `  ${line.trimEnd()}`)).join("\n");
  return `- ${title.trim()}${body === "" ? "" : `\n${body}`}`;
};

/** The dependencies that were released, with the titles of their notes; those with the same stand together. */
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
