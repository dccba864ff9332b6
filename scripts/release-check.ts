import { releaseCheckCommand } from "../packages/release/src/cli/release-check-command.ts";

// `pnpm release:check`: everything up to publishing.

await releaseCheckCommand(process.cwd()).parseAsync();
