import { createRequire } from "node:module";
import { createCommand } from "./command/create-command.ts";
import { runCommand } from "./command/run-command.ts";

const { version }: { readonly version: string } = createRequire(import.meta.url)("../package.json");

await runCommand(createCommand({ version }), process.argv);
