import { Command } from "commander";
import { packRelease } from "../publish/pack-release.ts";
import { publishRelease } from "../publish/publish-release.ts";
import { release } from "../publish/release.ts";
import { tagRelease } from "../publish/tag-release.ts";
import { releaseCheckCommand } from "./release-check-command.ts";
import { reportErrors } from "./report-errors.ts";
import { sizeCommand } from "./size-command.ts";

/** Returns the command that checks, measures and publishes; its three steps are for workflows with a job for each. */
export function releaseCommand(root: string): Command {
  const say = (line: string): void => console.log(line);
  const command = new Command("release")
    .description("pack, publish and tag every version that was not released yet")
    .addHelpText(
      "after",
      `
Without a step, all three are done. A release that was interrupted goes on when the same command is
run again: what the registry has is never published twice.`,
    )
    .action(() => reportErrors(() => release(root, say)));
  command
    .command("pack <folder>")
    .description("build and pack into a folder; needs no credentials and no network")
    .action((folder: string) =>
      reportErrors(async () => {
        const packed = await packRelease(root, folder);
        say(packed.length === 0 ? "Nothing to release." : `Packed ${packed.join(", ")}`);
      }),
    );
  command
    .command("publish <folder>")
    .description("publish what was packed")
    .action((folder: string) =>
      reportErrors(async () => {
        const published = await publishRelease(root, folder, say);
        say(`The registry has ${published.join(", ")}`);
      }),
    );
  command
    .command("tag <folder>")
    .description("tag the commit with what was published")
    .action((folder: string) =>
      reportErrors(async () => {
        const tags = await tagRelease(root, folder);
        say(tags.length === 0 ? "Every tag exists." : `Tagged ${tags.join(", ")}`);
      }),
    );
  command.addCommand(releaseCheckCommand(root)).addCommand(sizeCommand(root));
  return command;
}
