import { sizeCommand } from "../packages/release/src/cli/size-command.ts";

// `pnpm size`: the packages' sizes beside their budgets.

await sizeCommand(process.cwd()).parseAsync();
