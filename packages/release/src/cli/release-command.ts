import { Command } from "commander";
import { packRelease } from "../publish/pack-release.ts";
import { publishRelease } from "../publish/publish-release.ts";
import { release } from "../publish/release.ts";
import { tagRelease } from "../publish/tag-release.ts";
import { releaseCheckCommand } from "./release-check-command.ts";
import { reportErrors } from "./report-errors.ts";
import { sizeCommand } from "./size-command.ts";

/**
 * Returns the command that checks, measures and publishes. Its three steps are for workflows that run each step
 * in its own job.
 */
export function releaseCommand(root: string): Command {
  const log = (line: string): void => console.log(line);
  const command = new Command("release")
    .description("pack, publish and tag every unreleased version")
    .addHelpText(
      "after",
      `
Without a step, the command runs all three. To resume an interrupted release, run the same command
again: nothing is published twice.`,
    )
    .action(() => reportErrors(() => release(root, log)));
  command
    .command("pack <folder>")
    .description("build and pack into a folder; needs neither credentials nor network")
    .action((folder: string) =>
      reportErrors(async () => {
        const packed = await packRelease(root, folder);
        log(packed.length === 0 ? "Nothing to release." : `Packed ${packed.join(", ")}`);
      }),
    );
  command
    .command("publish <folder>")
    .description("publish a packed release")
    .action((folder: string) =>
      reportErrors(async () => {
        const published = await publishRelease(root, folder, log);
        log(`In the registry: ${published.join(", ")}`);
      }),
    );
  command
    .command("tag <folder>")
    .description("tag the current commit with the published versions")
    .action((folder: string) =>
      reportErrors(async () => {
        const tags = await tagRelease(root, folder);
        log(tags.length === 0 ? "All tags already exist." : `Tagged ${tags.join(", ")}`);
      }),
    );
  command.addCommand(releaseCheckCommand(root)).addCommand(sizeCommand(root));
  return command;
}
