import { syncCommand } from "../../src/commands/sync-command.ts";

await syncCommand().parseAsync();
