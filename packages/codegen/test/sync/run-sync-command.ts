import { syncCommand } from "../../src/cli/sync-command.ts";

await syncCommand().parseAsync();
