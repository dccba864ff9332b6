import { releaseCommand } from "../packages/release/src/cli/release-command.ts";

// `pnpm release`: publishes every version that has no tag yet.

await releaseCommand(process.cwd()).parseAsync();
